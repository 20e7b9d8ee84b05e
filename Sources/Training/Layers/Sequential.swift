// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Layers one after another: torch's `Sequential`.
///
/// ```swift
/// let model = Sequential(Linear(2, 20), GELU(), Linear(20, 2))
/// ```
public struct Sequential: Layer {
  public let layers: [any Layer]

  public init(_ layers: any Layer...) { self.layers = layers }
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// Parameters are named after the position of their layer, as in torch: `0.weight`.
  public var members: [(name: String, value: Any)] { layers.enumerated().map { ("\($0.offset)", $0.element) } }

  public func callAsFunction(_ x: Variable) -> Variable { layers.reduce(x) { $1($0) } }
}
