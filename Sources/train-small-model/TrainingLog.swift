// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Tensors

/// Notes the losses while the model learns, in a table and in a picture.
final class TrainingLog {
  private var training: [Double] = []
  private var heldOut: [(step: Int, loss: Double)] = []
  private let start = Date()
  private let tokensPerStep: Int

  init(tokensPerStep: Int) { self.tokensPerStep = tokensPerStep }

  func note(training loss: Double) {
    training.append(loss)
    if training.count % 25 == 0 { say("step \(training.count): loss \(Self.text(mean(of: 25)))") }
  }

  func note(heldOut loss: Double) {
    heldOut.append((training.count, loss))
    say("step \(training.count): held-out loss \(Self.text(loss))")
  }

  func say(_ line: String) {
    let seconds = Int(Date().timeIntervalSince(start))
    FileHandle.standardOutput.write(Data("[\(seconds) s] \(line)\n".utf8))
  }

  private func mean(of count: Int) -> Double { training.suffix(count).reduce(0, +) / Double(count) }

  private static func text(_ loss: Double) -> String { String(format: "%.4f", loss) }

  /// Writes `training-curve.csv` and `training-curve.svg` into a folder.
  func write(to directory: String) throws {
    var lines = ["step,training_loss,held_out_loss"]
    let evaluations = Dictionary(uniqueKeysWithValues: heldOut.map { ($0.step, $0.loss) })
    for step in stride(from: 0, through: training.count, by: 10) {
      let recent = training[max(0, step - 10)..<max(step, 1)]
      let loss = recent.reduce(0, +) / Double(recent.count)
      lines.append("\(step),\(Self.text(loss)),\(evaluations[step].map(Self.text) ?? "")")
    }
    try (lines.joined(separator: "\n") + "\n")
      .write(toFile: directory + "/training-curve.csv", atomically: true, encoding: .utf8)
    try curve.save(directory + "/training-curve.svg")
  }

  private var curve: Figure {
    let smooth = stride(from: 10, through: training.count, by: 10).map { end in
      (step: end, loss: training[(end - 10)..<end].reduce(0, +) / 10)
    }
    return Figure(8, 4) {
      Plot("The small model learns (\(tokensPerStep) tokens a step)") {
        Line(smooth.map { Double($0.step) }, smooth.map(\.loss)).label("training, mean of 10 steps")
        Line(heldOut.map { Double($0.step) }, heldOut.map(\.loss), "ko-").label("held out")
      }.labels(x: "Step", y: "Loss (nats per token)").legend()
    }
  }
}
