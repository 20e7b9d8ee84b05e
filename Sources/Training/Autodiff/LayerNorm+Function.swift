// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Each line along the last axis, less its mean and divided by √(variance + ε), times `weight`, plus `bias` (Ba, Kiros &
/// Hinton 2016, arXiv:1607.06450); the variance is the biased one, as in torch.
/// - Parameters:
///   - weight: one number per element of a line; without it lines are only normalised.
///   - bias: one number per element of a line.
public func layerNorm(
  _ x: Variable, _ weight: Variable? = nil, _ bias: Variable? = nil, epsilon: Float = 1e-5
) -> Variable {
  guard let width = x.shape.last, width > 0 else {
    trap("layerNorm: the input needs a last axis that is not empty, but its shape is \(describe(shape: x.shape))")
  }
  for (name, part) in [("weight", weight), ("bias", bias)] where part != nil && part?.shape != [width] {
    trap(
      "layerNorm: the \(name) has shape \(describe(shape: part?.shape ?? [])), but the last axis of the input has length "
        + "\(width) (shape \(describe(shape: x.shape)))")
  }
  guard weight != nil || bias == nil else { trap("layerNorm: a bias needs a weight") }
  let (input, factor, shift) = (x.value.contiguous(), weight?.value, bias?.value)
  let rows = input.count / width
  var output = Tensor<Float>(uninitialized: x.shape)
  withPointers(factor, shift) { factor, shift in
    inRows(input, &output, width: width) { x, y, rows in
      martlet_layer_norm_f32(x, factor, shift, y, rows, width, epsilon)
    }
  }
  return .recorded(output, "layerNorm", [x] + [weight, bias].compactMap { $0 }) { gradient, inputs in
    let weightParameter = weight == nil ? nil : inputs[1], biasParameter = bias == nil ? nil : inputs[2]
    // Each part of the rows adds up the gradients of weight and bias for itself; the parts are then added in order.
    let parts = min(16, max(1, rows * width / (1 << 15)))
    var sums = [Float](repeating: 0, count: parts * 2 * width)
    sums.withUnsafeMutableBufferPointer { sums in
      let sums = sums.baseAddress!
      withPointers(factor, nil) { factor, _ in
        input.withUnsafeBufferPointer { input in
          gradient.withUnsafeMutableBufferPointer { gradient in
            guard let x = input.baseAddress, let g = gradient.baseAddress else { return }
            parallel(parts, grain: 1) { chosen in
              for part in chosen {
                let start = rows * part / parts, end = rows * (part + 1) / parts
                martlet_layer_norm_backward_f32(
                  x + start * width, factor, g + start * width, g + start * width, sums + part * 2 * width,
                  sums + (part * 2 + 1) * width, end - start, width, epsilon)
              }
            }
          }
        }
      }
      for (parameter, offset) in [(weightParameter, 0), (biasParameter, 1)] {
        guard let parameter, parameter.requiresGradient else { continue }
        parameter.withZeroedGradientMemory { target in
          for part in 0..<parts { Float.kernels.add(sums + (part * 2 + offset) * width, target, width) }
        }
      }
    }
    inputs[0].accumulate(gradient)
  }
}

private func withPointers<Result>(
  _ a: Tensor<Float>?, _ b: Tensor<Float>?, _ body: (UnsafePointer<Float>?, UnsafePointer<Float>?) -> Result
) -> Result {
  guard let a else { return body(nil, nil) }
  return a.withUnsafeBufferPointer { a in
    guard let b else { return body(a.baseAddress, nil) }
    return b.withUnsafeBufferPointer { body(a.baseAddress, $0.baseAddress) }
  }
}

/// Runs a loop over rows from one tensor into another, in parts on several threads.
private func inRows(
  _ input: Tensor<Float>, _ output: inout Tensor<Float>, width: Int,
  _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, _ rows: Int) -> Void
) {
  input.withUnsafeBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      guard let x = input.baseAddress, let y = output.baseAddress else { return }
      parallel(input.count / width, grain: max(1, (1 << 15) / width)) {
        body(x + $0.lowerBound * width, y + $0.lowerBound * width, $0.count)
      }
    }
  }
}
