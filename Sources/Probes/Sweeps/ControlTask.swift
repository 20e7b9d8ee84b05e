// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Labels that say nothing of the samples, to see what a probe can memorise (Hewitt and Liang 2019).
///
/// Without types the labels are shuffled: classes stay as common as they are. With types, such as the token of each
/// sample, each type gets one label for all its samples, drawn with the frequencies of the labels; a probe that knows the
/// types can learn it, on new samples too.
/// - Parameter types: one number for each sample.
public func controlLabels<Label: ClassLabel>(
  _ labels: Tensor<Label>, types: Tensor<Int>? = nil, rng: RandomState
) -> Tensor<Label> {
  guard let types else { return rng.permutation(labels) }
  guard types.shape == labels.shape else {
    trap(
      "controlLabels: \(labels.count) labels need as many types, but the types have shape \(describe(shape: types.shape))"
    )
  }
  let distinct = Set(types).sorted()
  let drawn = Dictionary(uniqueKeysWithValues: zip(distinct, rng.choice(labels, distinct.count)))
  return Tensor(types.map { drawn[$0]! })
}

/// How much better a probe does at its task than at control tasks; see ``selectivity(of:_:_:types:testSize:controls:seed:)``.
public struct Selectivity: Sendable {
  /// What was fitted.
  public let probe: String
  public let trainAccuracy: Double
  public let testAccuracy: Double
  /// The test accuracy of each control task.
  public let controlAccuracies: Tensor<Double>
  public let warning: String?

  /// The test accuracy less the mean of the controls'. Near 0 the probe learns as much from labels that mean nothing.
  public var value: Double { testAccuracy - controlAccuracies.mean() }
}

extension Selectivity: CustomStringConvertible, Displayable {
  public var description: String {
    """
    Selectivity of \(probe): \(value.fixed(3))
    test accuracy \(testAccuracy.fixed(3)) (training \(trainAccuracy.fixed(3))), \
    \(SampleChecks.counted(controlAccuracies.count, "control task")) \(controlAccuracies.mean().fixed(3))
    """ + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

/// Fits a probe to labels and to control tasks on the same samples, and compares test accuracies.
///
/// ```swift
/// selectivity(of: LogisticRegression(), activations, labels, types: tokens, seed: 1)
/// ```
/// Traps as the probe's `fit` does.
/// - Parameters:
///   - types: one number for each sample, see ``controlLabels(_:types:rng:)``.
///   - controls: how many control tasks, at least 1.
public func selectivity<Scalar: RealScalar, Label: ClassLabel>(
  of probe: some Classifier, _ data: Tensor<Scalar>, _ labels: Tensor<Label>, types: Tensor<Int>? = nil,
  testSize: SplitSize = 0.3, controls: Int = 5, seed: Int
) -> Selectivity {
  guard controls > 0 else { trap("selectivity: at least one control task is needed, but controls is \(controls)") }
  let samples = SampleChecks.matrix(data, minimumRows: 4, operation: "selectivity")
  _ = LabelTable(labels, rows: samples.shape[0], operation: "selectivity")
  let bar = ProgressBar("Control tasks", total: controls + 1)
  let trial = ProbeTrial(
    probe, samples.shape[0], labels, types: types, testSize: testSize, controls: controls, seed: seed)
  let outcome = trial.run(samples) { bar.update($0) }
  bar.finish()
  if let warning = outcome.warning { warn(warning) }
  return Selectivity(
    probe: probe.name, trainAccuracy: outcome.trainAccuracy, testAccuracy: outcome.testAccuracy,
    controlAccuracies: Tensor(outcome.controlAccuracies), warning: outcome.warning)
}

/// One probe on one split and its control tasks, to be run on several matrices of the same samples.
struct ProbeTrial<Label: ClassLabel> {
  struct Outcome {
    var trainAccuracy: Double
    var testAccuracy: Double
    /// NaN for other than two classes.
    var testAUC: Double
    var controlAccuracies: [Double]
    var warning: String?
  }

  private let probe: any Classifier
  let split: TrainTestSplit
  private let labels: Tensor<Label>
  private let controls: [Tensor<Label>]

  init(
    _ probe: any Classifier, _ rows: Int, _ labels: Tensor<Label>, types: Tensor<Int>?, testSize: SplitSize,
    controls: Int, seed: Int
  ) {
    self.probe = probe
    self.labels = labels
    let rng = RandomState(seed: seed)
    let split = trainTestSplit(rows, testSize: testSize, stratify: labels, rng: rng)
    self.split = split
    self.controls = (0..<controls).map { _ in
      // Few types may all draw one label, which no probe can be fitted to.
      for _ in 0..<100 {
        let drawn = controlLabels(labels, types: types, rng: rng)
        if Set(drawn[split.train, ...]).count > 1 { return drawn }
      }
      trap("control tasks: 100 draws gave all training samples one label; there are too few types, or leave types out")
    }
  }

  func run<Scalar: RealScalar>(_ data: Tensor<Scalar>, progress: (Int) -> Void = { _ in }) -> Outcome {
    let (train, test) = (data[split.train, ...], data[split.test, ...])
    Interrupt.check()
    let fit = probe.fitClassifier(train, labels[split.train, ...])
    var outcome = Outcome(
      trainAccuracy: fit.accuracy(train, labels[split.train, ...]),
      testAccuracy: fit.accuracy(test, labels[split.test, ...]),
      testAUC: fit.classes.count == 2 ? rocAUCScore(labels[split.test, ...], fit.decision(test)) : .nan,
      controlAccuracies: [], warning: fit.warning)
    progress(1)
    for (done, control) in controls.enumerated() {
      Interrupt.check()
      let fit = probe.fitClassifier(train, control[split.train, ...])
      outcome.controlAccuracies.append(fit.accuracy(test, control[split.test, ...]))
      progress(done + 2)
    }
    return outcome
  }
}
