// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The cross-entropy of a language model's head, without ever holding the logits of all positions:
/// `crossEntropy(linear(hidden, weight), targets)`.
///
/// Logits are computed for some rows at a time and turned into their gradient where they lie. For a vocabulary that is
/// larger than the width, they would be the largest matrix of the whole model.
/// - Parameters:
///   - hidden: any shape that ends with the width.
///   - weight: classes × width, for example the table of token embeddings.
///   - targets: the shape of `hidden` without its last axis; rows with a negative target do not count.
public func linearCrossEntropy(_ hidden: Variable, _ weight: Variable, _ targets: Tensor<Int>) -> Variable {
  guard weight.rank == 2, let width = hidden.shape.last, weight.shape[1] == width else {
    trap(
      "linearCrossEntropy: hidden states of shape \(describe(shape: hidden.shape)) do not fit a weight of shape "
        + "\(describe(shape: weight.shape)) (classes × width)")
  }
  guard Array(hidden.shape.dropLast()) == targets.shape else {
    trap(
      "linearCrossEntropy: targets of shape \(describe(shape: targets.shape)) do not fit hidden states of shape "
        + "\(describe(shape: hidden.shape)); there must be one target for each line")
  }
  guard Tape.isRecording, hidden.requiresGradient || weight.requiresGradient else {
    return crossEntropy(linear(hidden, weight), targets)
  }
  let head = LanguageHead(
    targets: ClassTargets(targets, classes: weight.shape[0], operation: "linearCrossEntropy"),
    classes: weight.shape[0], width: width)
  let (input, factor) = (hidden.value.contiguous(), weight.value.contiguous())
  var hiddenSlope = Tensor<Float>(uninitialized: hidden.shape)
  var weightSlope = Tensor<Float>(uninitialized: weight.shape)
  let loss = input.withUnsafeBufferPointer { input in
    factor.withUnsafeBufferPointer { factor in
      hiddenSlope.withUnsafeMutableBufferPointer { hiddenSlope in
        weightSlope.withUnsafeMutableBufferPointer { weightSlope in
          head.lossAndSlopes(
            input.baseAddress!, factor.baseAddress!, hiddenSlope.baseAddress!, weightSlope.baseAddress!)
        }
      }
    }
  }
  return .recorded(Tensor(scalar: loss), "linearCrossEntropy", [hidden, weight]) {
    [hiddenSlope, weightSlope] gradient, inputs in
    let factor = gradient.item
    inputs[0].accumulate(factor == 1 ? hiddenSlope : hiddenSlope * factor)
    inputs[1].accumulate(factor == 1 ? weightSlope : weightSlope * factor)
  }
}

private struct LanguageHead {
  let targets: ClassTargets
  let classes: Int
  let width: Int

  func lossAndSlopes(
    _ hidden: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ hiddenSlope: UnsafeMutablePointer<Float>,
    _ weightSlope: UnsafeMutablePointer<Float>
  ) -> Float {
    let rows = targets.count
    // Some 8 MB of logits: they stay in the cache between their uses.
    let chunk = min(rows, max(64, (1 << 21) / classes))
    let logits = UnsafeMutablePointer<Float>.allocate(capacity: chunk * classes)
    defer { logits.deallocate() }
    let multiply = Float.kernels.multiply
    var loss: Float = 0
    for start in stride(from: 0, to: rows, by: chunk) {
      let part = start..<min(start + chunk, rows)
      let x = MatrixOperand(start: hidden + start * width, stride: width)
      let slopes = UnsafePointer(logits)
      multiply(
        x, MatrixOperand(start: weight, isTransposed: true, stride: width),
        MatrixResult(
          start: logits, rows: part.count, columns: classes, inner: width, stride: classes, factor: 1, keeping: 0))
      loss += targets.meanLossAndSlope(logits, logits, part)
      multiply(
        MatrixOperand(start: slopes, stride: classes), MatrixOperand(start: weight, stride: width),
        MatrixResult(
          start: hiddenSlope + start * width, rows: part.count, columns: width, inner: classes, stride: width,
          factor: 1, keeping: 0))
      multiply(
        MatrixOperand(start: slopes, isTransposed: true, stride: classes), x,
        MatrixResult(
          start: weightSlope, rows: classes, columns: width, inner: part.count, stride: width, factor: 1,
          keeping: start == 0 ? 0 : 1))
    }
    return loss
  }
}
