// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors
import Testing

/// An estimator as the suite sees it: something that turns data (and labels) into numbers.
struct EstimatorCase: Sendable, CustomTestStringConvertible {
  /// What a fit gave, reduced to what the contract speaks of.
  struct Outcome {
    /// Every number that describes the fit; compared bit by bit.
    var numbers: Tensor<Double>
    var featureCount: Int
    var warning: String?
    var bundle: MIMEBundle
  }

  var name: String
  var needsLabels: Bool
  /// Works in steps, so that it must listen to interrupts and show progress; others have a closed form.
  var isIterative: Bool
  var fit: @Sendable (Tensor<Double>, Tensor<Int>) -> Outcome
  /// How far decisions on the same numbers in single and in double precision may be apart.
  var precision = 1e-6
  /// Fits on single precision and decides on it; nil for estimators without labels.
  var decisionOfFloats: (@Sendable (Tensor<Float>, Tensor<Int>) -> Tensor<Double>)?
  /// Fits on one matrix, predicts another.
  var predict: (@Sendable (Tensor<Double>, Tensor<Int>, Tensor<Double>) -> Tensor<Int>)?

  var testDescription: String { name }

  static func classifier(
    _ name: String, _ estimator: some Classifier, isIterative: Bool = true, precision: Double = 1e-6
  )
    -> EstimatorCase
  {
    EstimatorCase(
      name: name, needsLabels: true, isIterative: isIterative,
      fit: { data, labels in
        let fitted = estimator.fitClassifier(data, labels)
        return Outcome(
          numbers: concatenate(fitted.decision(data).flattened(), Tensor<Double>(fitted.predict(data))),
          featureCount: fitted.featureCount, warning: fitted.warning, bundle: fitted.mimeBundle)
      },
      precision: precision,
      decisionOfFloats: { estimator.fitClassifier($0, $1).decision($0) },
      predict: { estimator.fitClassifier($0, $1).predict($2) })
  }

  /// - Parameter numbers: everything the fit found, as one list.
  static func unsupervised<Estimator: UnsupervisedEstimator>(
    _ name: String, _ estimator: Estimator, isIterative: Bool = true,
    numbers: @escaping @Sendable (Estimator.Fitted) -> Tensor<Double>
  ) -> EstimatorCase {
    EstimatorCase(
      name: name, needsLabels: false, isIterative: isIterative,
      fit: { data, _ in
        let fitted = estimator.fit(data)
        return Outcome(
          numbers: numbers(fitted), featureCount: fitted.featureCount, warning: fitted.warning,
          bundle: fitted.mimeBundle)
      })
  }

  /// 120 samples × 12 features in two classes that overlap; a few features tell them apart.
  static func problem() -> (data: Tensor<Double>, labels: Tensor<Int>) {
    let labels = Tensor((0..<120).map { $0 % 2 })
    var data = RandomState(seed: 4).randn(120, 12)
    data[..., ..<3] += Tensor<Double>(labels)[..., newAxis] * 1.5
    return (data, labels)
  }
}
