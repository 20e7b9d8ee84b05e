// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Training

extension TrainingHistory {
  /// The loss at each step and, where it was not constant, the learning rate.
  public func lossCurve() -> Figure {
    let isScheduled = Set(learningRates).count > 1
    let rightLabel = isScheduled ? "Learning rate" : nil
    return Figure(7, 3.5) {
      Plot("Training loss") {
        Line(losses).label("Loss")
        if isScheduled { Line(learningRates).dash(.dotted).label("Learning rate").axis(.right) }
      }.labels(x: "Step", y: "Loss", right: rightLabel).legend()
    }.alt("The training loss over \(steps) steps")
  }
}
