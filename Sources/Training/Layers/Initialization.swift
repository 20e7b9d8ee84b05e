// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// What the parameters of a new layer start from.
public enum Initialization: Sendable {
  /// torch's: evenly distributed over ±1/√inputs, weights and biases alike.
  case torch
  /// Normal numbers with mean 0, and biases 0: GPT-2's, with 0.02 (Radford et al. 2019). Its projections back to the
  /// residual stream have 0.02 / √(2 · layers).
  case normal(std: Double)
  case zeros

  /// A weight of the given shape for a layer with so many inputs.
  func weight(_ shape: [Int], inputs: Int, _ random: RandomState) -> Tensor<Float> {
    let count = shape.reduce(1, *)
    switch self {
    case .torch:
      let bound = 1 / Double(inputs).squareRoot()
      return Tensor<Float>(random.uniform(-bound, bound, count)).reshaped(shape)
    case .normal(let std): return Tensor<Float>(random.normal(mean: 0, std: std, count)).reshaped(shape)
    case .zeros: return Tensor(repeating: 0, shape: shape)
    }
  }

  func bias(_ outputs: Int, inputs: Int, _ random: RandomState) -> Tensor<Float> {
    guard case .torch = self else { return Tensor(repeating: 0, shape: [outputs]) }
    return weight([outputs], inputs: inputs, random)
  }
}
