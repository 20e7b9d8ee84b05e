// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Takes steps along the gradient of a loss: the loop that every lecture writes, with progress, interrupts and a watch on
/// the loss.
///
/// ```swift
/// let history = train(600, Adam(model.parameters, learningRate: 7e-4)) { epoch in
///   mseLoss(model(x), x)
/// }
/// ```
/// Each step forgets the old gradients, computes the loss and its gradients, clips them and lets the optimiser step. An
/// interrupt ends the cell between two steps: the model keeps what it has learnt, and can be trained on.
///
/// Traps where the loss is NaN or infinite, naming the step; the parameters are then those before that step.
/// - Parameters:
///   - steps: how many steps to take.
///   - clipping: the norm above which gradients are shortened; nil leaves them as they are.
///   - loss: a single number for the step with this number, counted from 0.
@discardableResult
public func train(
  _ steps: Int, _ optimizer: some Optimizer, clipping: Double? = nil, title: String = "Training",
  _ loss: (_ step: Int) throws -> Variable
) rethrows -> TrainingHistory {
  guard steps >= 0 else { trap("train: the number of steps must not be negative, but is \(steps)") }
  let parameters = optimizer.parameters
  let bar = ProgressBar(title, total: steps)
  var history = TrainingHistory()
  for step in 0..<steps {
    Interrupt.check()
    optimizer.zeroGradients()
    let value = try loss(step)
    guard value.count == 1 else {
      trap("train: the loss at step \(step) has shape \(describe(shape: value.shape)); a single number is needed")
    }
    let number = Double(value.item)
    guard number.isFinite else { stop(at: step, number, history, optimizer.currentLearningRate) }
    value.backward()
    if let clipping { history.gradientNorms.append(clipGradients(of: parameters, toNorm: clipping)) }
    history.learningRates.append(optimizer.currentLearningRate)
    optimizer.step()
    history.losses.append(number)
    bar.update(step + 1, note: "loss \(shortened(number))")
  }
  bar.finish()
  return history
}

private func stop(at step: Int, _ loss: Double, _ history: TrainingHistory, _ rate: Double) -> Never {
  let before = history.losses.last.map { "it was \(shortened($0)) a step before" } ?? "it was so from the beginning"
  trap(
    "train: the loss is \(shortened(loss)) at step \(step); \(before). The parameters are those before this step. Try a lower learning "
      + "rate (it is \(shortened(rate))), clipping: 1, or look for such values in the data")
}

/// Four digits.
func shortened(_ number: Double) -> String {
  guard number.isFinite, number != 0 else { return number.isNaN ? "nan" : "\(number)" }
  let magnitude = Swift.abs(number)
  let text = String(unsafeUninitializedCapacity: 32) { buffer in
    buffer.withMemoryRebound(to: CChar.self) {
      formatted(number, fixed: magnitude >= 1e-3 && magnitude < 1e5, into: $0)
    }
  }
  return text
}
