// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// What ``train(_:_:clipping:title:_:)`` noted at each step.
public struct TrainingHistory: Sendable {
  /// The loss before each step.
  public internal(set) var losses: [Double] = []
  /// The learning rate of each step.
  public internal(set) var learningRates: [Double] = []
  /// The length of the gradients before clipping; empty where they were not clipped.
  public internal(set) var gradientNorms: [Double] = []

  /// How many steps were taken.
  public var steps: Int { losses.count }
  public var firstLoss: Double? { losses.first }
  public var lastLoss: Double? { losses.last }
}

extension TrainingHistory: CustomStringConvertible, Displayable {
  /// A line, and the loss at some ten steps.
  public var description: String {
    guard let first = firstLoss, let last = lastLoss else { return "No steps were taken." }
    let head = "\(steps) steps, loss \(shortened(first)) → \(shortened(last))"
    return ([head] + shown.map { "step \($0): loss \(shortened(losses[$0]))" }).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle {
    let plain = MIMEBundle(plainText: description)
    guard let first = firstLoss, let last = lastLoss else { return plain }
    let clipped = !gradientNorms.isEmpty
    let head = ["Step", "Loss", "Learning rate"] + (clipped ? ["Gradient norm"] : [])
    let rows = shown.map { step in
      ["\(step)", shortened(losses[step]), shortened(learningRates[step])]
        + (clipped ? [shortened(gradientNorms[step])] : [])
    }
    return plain.adding(
      .html,
      "<p>\(steps) steps, loss \(shortened(first)) → \(shortened(last))</p>" + htmlTable(head, rows))
  }

  /// Some ten steps, the first and the last among them.
  private var shown: [Int] {
    let parts = min(10, steps - 1)
    return parts < 1 ? [0] : (0...parts).map { $0 * (steps - 1) / parts }
  }
}

/// A table in HTML, whose cells are numbers and names of our own.
func htmlTable(_ head: [String], _ rows: [[String]]) -> String {
  func cells(_ texts: [String], _ tag: String) -> String { texts.map { "<\(tag)>\($0)</\(tag)>" }.joined() }
  let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined()
  return "<table><thead><tr>\(cells(head, "th"))</tr></thead><tbody>\(body)</tbody></table>"
}
