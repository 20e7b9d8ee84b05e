// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// The `k` largest positive elements of each line along the last axis; all others become 0. Gradients go to those that
/// are kept.
public func topK(_ x: Variable, _ k: Int) -> Variable {
  guard let width = x.shape.last, (1...max(width, 1)).contains(k) else {
    trap("topK: \(k) elements cannot be kept of each line of a value of shape \(describe(shape: x.shape))")
  }
  let input = x.value.contiguous()
  var output = Tensor<Float>(uninitialized: x.shape)
  input.withUnsafeBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      guard let x = input.baseAddress, let y = output.baseAddress else { return }
      parallel(input.count / width, grain: max(1, (1 << 13) / width)) {
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: width + 1)
        martlet_top_k_f32(
          x + $0.lowerBound * width, y + $0.lowerBound * width, $0.count, width, k, scratch)
        scratch.deallocate()
      }
    }
  }
  return .recorded(output, "topK", [x]) { [output] gradient, inputs in
    output.withUnsafeBufferPointer { kept in
      gradient.withUnsafeMutableBufferPointer { gradient in
        for index in kept.indices where kept[index] == 0 { gradient[index] = 0 }
      }
    }
    inputs[0].accumulate(gradient)
  }
}
