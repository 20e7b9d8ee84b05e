// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The mean of -log softmax(logits)[target] over all rows: torch's `cross_entropy`.
/// - Parameters:
///   - logits: any shape that ends with the number of classes; not normalised.
///   - targets: the shape of `logits` without its last axis: the number of each row's class. Rows with a negative target
///     (torch's `ignore_index`, -100) do not count.
public func crossEntropy(_ logits: Variable, _ targets: Tensor<Int>) -> Variable {
  guard let classes = logits.shape.last, Array(logits.shape.dropLast()) == targets.shape else {
    trap(
      "crossEntropy: targets of shape \(describe(shape: targets.shape)) do not fit logits of shape "
        + "\(describe(shape: logits.shape)); there must be one target for each line of logits")
  }
  let targets = ClassTargets(targets, classes: classes, operation: "crossEntropy")
  let input = logits.value.contiguous()
  guard logits.isRecorded else { return Variable(targets.meanLoss(input)) }
  // The gradient costs little more than the loss while the row is at hand, and the logits are then no longer needed.
  var slope = Tensor<Float>(uninitialized: logits.shape)
  let loss = input.withUnsafeBufferPointer { x in
    slope.withUnsafeMutableBufferPointer { slope in
      targets.meanLossAndSlope(x.baseAddress, slope.baseAddress, 0..<targets.count)
    }
  }
  return .recorded(Tensor(scalar: loss), "crossEntropy", [logits]) { [slope] gradient, inputs in
    let factor = gradient.item
    inputs[0].accumulate(factor == 1 ? slope : slope * factor)
  }
}
