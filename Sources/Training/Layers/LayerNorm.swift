// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Normalises each line along the last axis, then scales and shifts it: torch's `LayerNorm`.
public struct LayerNorm: Layer {
  public let weight: Parameter
  public let bias: Parameter
  public let epsilon: Float

  /// - Parameter width: the length of the last axis.
  public init(_ width: Int, epsilon: Float = 1e-5) {
    guard width > 0 else { trap("LayerNorm: the width must be at least 1, but is \(width)") }
    weight = Parameter(Tensor(repeating: 1, shape: [width]))
    bias = Parameter(Tensor(repeating: 0, shape: [width]))
    self.epsilon = epsilon
  }

  public func callAsFunction(_ x: Variable) -> Variable { layerNorm(x, weight, bias, epsilon: epsilon) }
}
