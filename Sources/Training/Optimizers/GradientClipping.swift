// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// The length of all gradients together, as one vector.
public func gradientNorm(of parameters: [Parameter]) -> Double {
  var sum = 0.0
  for parameter in parameters {
    parameter.gradient?.withUnsafeBufferPointer { sum += martlet_sum_of_squares_f32($0.baseAddress, $0.count) }
  }
  return sum.squareRoot()
}

/// Shortens all gradients together where their length is above a limit: torch's `clip_grad_norm_`.
/// - Returns: the length before.
@discardableResult
public func clipGradients(of parameters: [Parameter], toNorm limit: Double) -> Double {
  guard limit > 0 else { trap("clipGradients: the limit must be above 0, but is \(limit)") }
  let norm = gradientNorm(of: parameters)
  let factor = limit / (norm + 1e-6)
  guard factor < 1 else { return norm }
  for parameter in parameters {
    guard parameter.hasGradient else { continue }
    parameter.gradientMemory?.withUnsafeMutableBufferPointer {
      martlet_scale_f32($0.baseAddress, Float(factor), $0.count)
    }
  }
  return norm
}
