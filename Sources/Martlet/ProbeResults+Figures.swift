// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Probes
import Statistics
import Tensors

// What the results of probes draw of themselves; each figure can be built from the same numbers with a few marks.

extension ConfusionMatrix {
  /// Each true class's samples by the class they were predicted as, as shares.
  public func heatmap() -> Figure {
    Figure(4.5, 4) {
      Plot("Confusion matrix") {
        Heatmap(shares(of: .trueClass), range: 0...1)
      }.labels(x: "Predicted class", y: "True class").colorbar(label: "Share of the true class")
    }.alt("Confusion matrix of \(classes.count) classes; \(counts.trace()) of \(counts.sum()) samples are right")
  }
}

extension LayerSweepTable {
  /// Accuracies by layer, with the control tasks' where there are any.
  public func accuracyByLayer() -> Figure {
    let layers = layers.map(Double.init)
    let hasControls = rows.contains { !$0.controlAccuracy.isNaN }
    return Figure(8, 4) {
      Plot("\(probe) by layer") {
        Line(layers, 100 * testAccuracy, "ks-").label("Test")
        Line(layers, 100 * trainAccuracy, "bo-").label("Training")
        if hasControls { Line(layers, 100 * controlAccuracy, "r^--").label("Control tasks, test") }
      }.labels(x: "Layer", y: "Accuracy (%)").legend()
    }.alt("Accuracy of \(probe) in \(rows.count) layers; best on test samples in layer \(best.layer)")
  }
}

extension SparseProbeTable {
  /// Accuracies by the number of neurons.
  public func accuracyByNeurons() -> Figure {
    let sizes = k.map(Double.init)
    return Figure(8, 4) {
      Plot("\(probe) on the k most telling neurons (\(ranking.rawValue))") {
        Line(sizes, 100 * testAccuracy, "ks-").label("Test")
        Line(sizes, 100 * trainAccuracy, "bo-").label("Training")
      }.labels(x: "Number of neurons", y: "Accuracy (%)").scale(x: .log).legend()
    }.alt("Accuracy of \(probe) on 1 to \(k.last ?? 0) neurons")
  }
}

extension RegularizationPath {
  /// How many coefficients are not zero for each C.
  public func sparsityCurve() -> Figure {
    let counts = fits.map { Double($0.nonZeroCount) }
    return Figure(8, 4) {
      Plot("Non-zero coefficients along the path") {
        Line(C, counts, "ks-")
      }.labels(x: "C parameter", y: "Non-zero coefficients")
    }.alt("Non-zero coefficients for \(fits.count) values of C")
  }
}

extension FittedLogisticRegressionCV {
  /// The mean score of the held-out folds for each C, with the chosen one marked.
  public func scoreCurve() -> Figure {
    let means = meanScore
    let chosen = Array(values).firstIndex(of: C).map { [means[$0]] } ?? []
    return Figure(8, 4) {
      Plot("Choice of C by cross-validation") {
        Line(values, means, "ks-").label("Mean of \(scores.shape[0]) folds")
        Points(chosen.isEmpty ? [] : [C], chosen, "ro").size(12).label("Chosen")
      }.labels(x: "C parameter", y: "Score").scale(x: .log).legend()
    }.alt("Scores of \(values.count) values of C; \(C) was chosen")
  }
}
