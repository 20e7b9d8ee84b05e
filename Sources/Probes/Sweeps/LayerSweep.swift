// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// The same probe on every layer of a model, with the same split: where does the model know the label?
///
/// ```swift
/// let sweep = LayerSweep(LogisticRegression(C: 0.1), testSize: 0.3, controls: 3, seed: 1).fit(run, labels)
/// sweep.best.layer
/// ```
/// Costs a fit for each layer and control task; a layer's matrix is there only while it is worked on.
public struct LayerSweep: Sendable {
  public var probe: any Classifier
  public var testSize: SplitSize
  /// Control tasks for each layer; 0 for none.
  public var controls: Int
  public var seed: Int

  public init(_ probe: some Classifier, testSize: SplitSize = 0.3, controls: Int = 0, seed: Int = 0) {
    self.probe = probe
    self.testSize = testSize
    self.controls = controls
    self.seed = seed
  }

  /// Traps on layers without the samples of the labels, and as the probe's `fit` does.
  /// - Parameter types: see ``controlLabels(_:types:rng:)``.
  public func fit<Label: ClassLabel>(
    _ activations: some LayerActivations, _ labels: Tensor<Label>, types: Tensor<Int>? = nil
  ) -> LayerSweepTable {
    guard !activations.layers.isEmpty else { trap("LayerSweep.fit: no layers were captured") }
    let trial = ProbeTrial(
      probe, labels.count, labels, types: types, testSize: testSize, controls: controls, seed: seed)
    let bar = ProgressBar("Layer sweep", total: activations.layers.count)
    var rows: [LayerSweepTable.Row] = []
    for layer in activations.layers {
      let matrix = activations.samplesByNeurons(layer: layer)
      guard matrix.rank == 2, matrix.shape[0] == labels.count else {
        trap(
          "LayerSweep.fit: layer \(layer) has shape \(describe(shape: matrix.shape)), but there are \(labels.count) labels; "
            + "samples × neurons is needed")
      }
      let outcome = trial.run(matrix)
      rows.append(
        LayerSweepTable.Row(
          layer: layer, trainAccuracy: outcome.trainAccuracy, testAccuracy: outcome.testAccuracy,
          testAUC: outcome.testAUC,
          controlAccuracy: outcome.controlAccuracies.isEmpty
            ? .nan : outcome.controlAccuracies.reduce(0, +) / Double(outcome.controlAccuracies.count),
          warning: outcome.warning))
      bar.update(rows.count, note: "layer \(layer): \(outcome.testAccuracy.fixed(3))")
    }
    bar.finish()
    let table = LayerSweepTable(
      probe: probe.name, rows: rows, trainCount: trial.split.train.count, testCount: trial.split.test.count)
    if let warning = table.warning { warn(warning) }
    return table
  }

  public func fit<Label: ClassLabel>(_ activations: some LayerActivations, _ labels: [Label]) -> LayerSweepTable {
    fit(activations, Tensor(labels))
  }
}

/// How well a probe does on each layer.
public struct LayerSweepTable: Sendable {
  public struct Row: Sendable {
    public let layer: Int
    /// Shares of right predictions, 0 to 1.
    public let trainAccuracy: Double
    public let testAccuracy: Double
    /// The area under the ROC curve on the test samples; NaN for more than two classes.
    public let testAUC: Double
    /// The mean test accuracy of the control tasks; NaN without any.
    public let controlAccuracy: Double
    /// What the probe's fit had to say.
    public let warning: String?

    /// Test accuracy less that of the control tasks; NaN without any.
    public var selectivity: Double { testAccuracy - controlAccuracy }
  }

  public let probe: String
  public let rows: [Row]
  public let trainCount: Int
  public let testCount: Int

  public var layers: [Int] { rows.map(\.layer) }
  public var trainAccuracy: Tensor<Double> { Tensor(rows.map(\.trainAccuracy)) }
  public var testAccuracy: Tensor<Double> { Tensor(rows.map(\.testAccuracy)) }
  public var testAUC: Tensor<Double> { Tensor(rows.map(\.testAUC)) }
  public var controlAccuracy: Tensor<Double> { Tensor(rows.map(\.controlAccuracy)) }
  public var selectivity: Tensor<Double> { Tensor(rows.map(\.selectivity)) }

  /// The layer with the highest test accuracy, the first of equal ones.
  public var best: Row { rows.dropFirst().reduce(rows[0]) { $1.testAccuracy > $0.testAccuracy ? $1 : $0 } }

  public var warning: String? {
    let warned = rows.filter { $0.warning != nil }
    guard let first = warned.first, let text = first.warning else { return nil }
    return
      "\(SampleChecks.counted(warned.count, "layer")) of \(rows.count) had a warning. Layer \(first.layer): \(text)"
  }
}

extension LayerSweepTable: CustomStringConvertible, Displayable {
  private var table: ResultTable {
    let hasControls = rows.contains { !$0.controlAccuracy.isNaN }
    let hasAUC = rows.contains { !$0.testAUC.isNaN }
    return ResultTable(
      caption: "\(probe) by layer: \(trainCount) training and \(testCount) test samples",
      heads: ["layer", "train", "test"] + (hasAUC ? ["AUC"] : []) + (hasControls ? ["control", "selectivity"] : []),
      rows: rows.map { row in
        ["\(row.layer)", row.trainAccuracy.fixed(3), row.testAccuracy.fixed(3)]
          + (hasAUC ? [row.testAUC.fixed(3)] : [])
          + (hasControls ? [row.controlAccuracy.fixed(3), row.selectivity.fixed(3)] : [])
      },
      warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
