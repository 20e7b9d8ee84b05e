// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Causal self-attention of several heads, from queries, keys and values side by side as GPT-2 computes them:
/// softmax(q kᵀ / √d) v for each head, where a position sees itself and those before it.
/// - Parameters:
///   - queriesKeysValues: sequences × positions × 3 · width: queries, then keys, then values, each split into heads.
///   - heads: how many heads the width is split into.
/// - Returns: sequences × positions × width.
public func causalSelfAttention(_ queriesKeysValues: Variable, heads: Int) -> Variable {
  let shape = queriesKeysValues.shape
  guard shape.count == 3, heads > 0, shape[2] % (3 * heads) == 0 else {
    trap(
      "causalSelfAttention: the input must be sequences × positions × 3 · width, with a width that \(heads) heads share "
        + "equally, but its shape is \(describe(shape: shape))")
  }
  let plan = HeadPlan(sequences: shape[0], length: shape[1], heads: heads, headWidth: shape[2] / (3 * heads))
  let input = queriesKeysValues.value.contiguous()
  var pattern = Tensor<Float>(uninitialized: [plan.sequences, heads, plan.length, plan.length])
  var output = Tensor<Float>(uninitialized: [plan.sequences, plan.length, plan.width])
  input.withUnsafeBufferPointer { input in
    pattern.withUnsafeMutableBufferPointer { pattern in
      output.withUnsafeMutableBufferPointer { output in
        guard let x = input.baseAddress, let p = pattern.baseAddress, let y = output.baseAddress else { return }
        plan.forEachHead(scratch: plan.forwardScratch) { head, scratch in
          let q = x + plan.inputOffset(head)
          martlet_causal_attention_f32(
            q, q + plan.width, q + 2 * plan.width, 3 * plan.width, p + head * plan.length * plan.length,
            y + plan.outputOffset(head), plan.width, plan.length, plan.headWidth, plan.scale, scratch)
        }
      }
    }
  }
  return .recorded(output, "causalSelfAttention", [queriesKeysValues]) { [pattern] gradient, inputs in
    var slope = Tensor<Float>(uninitialized: shape)
    gradient = gradient.contiguous()
    input.withUnsafeBufferPointer { input in
      pattern.withUnsafeBufferPointer { pattern in
        gradient.withUnsafeBufferPointer { gradient in
          slope.withUnsafeMutableBufferPointer { slope in
            guard let x = input.baseAddress, let p = pattern.baseAddress, let g = gradient.baseAddress,
              let s = slope.baseAddress
            else { return }
            plan.forEachHead(scratch: plan.backwardScratch) { head, scratch in
              let q = x + plan.inputOffset(head), dq = s + plan.inputOffset(head)
              martlet_causal_attention_backward_f32(
                q, q + plan.width, q + 2 * plan.width, 3 * plan.width, p + head * plan.length * plan.length,
                g + plan.outputOffset(head), plan.width, dq, dq + plan.width, dq + 2 * plan.width, plan.length,
                plan.headWidth, plan.scale, scratch)
            }
          }
        }
      }
    }
    inputs[0].accumulate(slope)
  }
}

/// The heads of a batch of sequences, numbered one after another, and where they lie.
private final class HeadPlan {
  let sequences, length, heads, headWidth: Int
  let scale: Float

  init(sequences: Int, length: Int, heads: Int, headWidth: Int) {
    (self.sequences, self.length, self.heads, self.headWidth) = (sequences, length, heads, headWidth)
    scale = 1 / Float(headWidth).squareRoot()
  }

  var width: Int { heads * headWidth }
  var forwardScratch: Int { headWidth * ((length + 31) / 32 * 32) }
  var backwardScratch: Int { forwardScratch + length * length }

  func inputOffset(_ head: Int) -> Int { head / heads * length * 3 * width + head % heads * headWidth }
  func outputOffset(_ head: Int) -> Int { head / heads * length * width + head % heads * headWidth }

  func forEachHead(scratch count: Int, _ body: (Int, UnsafeMutablePointer<Float>) -> Void) {
    parallel(sequences * heads, grain: 1) { chosen in
      let scratch = UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
      for head in chosen { body(head, scratch) }
      scratch.deallocate()
    }
  }
}
