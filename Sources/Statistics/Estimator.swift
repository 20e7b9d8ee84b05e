// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// What fitting gave. The contract of all estimators, of probes and clusterings alike:
///
/// - An estimator is a value; its parameters are given to `init`, and seeds are among them. Fitting changes nothing in
///   it: `fit` returns a value of another type, which alone can predict, so that nothing unfitted can be asked.
/// - Data are samples × features. Wrong shapes, NaN and infinity (with row and column) and missing classes trap; see
///   `SampleChecks`.
/// - The same parameters and data give the same bits, however many threads work.
/// - What a reader of the numbers must know, such as that a solver stopped early, is in ``warning``; `fit` also says it
///   in the cell.
/// - A long fit ends at an interrupt and shows its progress.
///
/// `EstimatorConformanceTests` hold every estimator to this; a new one is one line there.
public protocol FittedEstimator: Displayable, CustomStringConvertible, Sendable {
  /// How many columns the data had.
  var featureCount: Int { get }
  /// What a reader of the numbers must know; nil if nothing.
  var warning: String? { get }
}

/// An estimator that needs no labels: clusterings, projections.
public protocol UnsupervisedEstimator: Sendable {
  associatedtype Fitted: FittedEstimator
  /// - Parameter data: samples × features.
  func fit(_ data: Tensor<some NumberScalar>) -> Fitted
}

/// An estimator of classes from labelled samples.
public protocol Classifier: Sendable {
  /// How a table names it, for example "logistic regression".
  var name: String { get }

  /// The same as the estimator's own `fit`, for code that works with any classifier; it says no warnings in the cell, as
  /// such code sums them up.
  /// - Parameter data: samples × features.
  func fitClassifier<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> any FittedClassifier<Label>
}

/// A classifier that was fitted: it tells classes of new samples.
public protocol FittedClassifier<Label>: FittedEstimator {
  associatedtype Label: ClassLabel
  /// In rising order; of two, the second is the positive one.
  var classes: [Label] { get }
  /// The class of each sample. Traps unless the data have ``FittedEstimator/featureCount`` columns.
  func predict<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Label>
  /// How strongly each sample speaks for the positive class of two (samples), or for each class (samples × classes);
  /// the prediction is positive where it is above 0, or the class where it is largest.
  func decision<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Double>
}

extension FittedClassifier {
  /// The fraction of samples whose predicted class is their label, 0 to 1 (scikit-learn's `score`).
  public func accuracy<Scalar: RealScalar>(_ data: Tensor<Scalar>, _ labels: Tensor<Label>) -> Double {
    let predicted = predict(data)
    guard labels.shape == predicted.shape else {
      trap(
        "accuracy: \(predicted.count) samples need as many labels, but the labels have shape "
          + describe(shape: labels.shape))
    }
    return (predicted .== labels).mean()
  }

  public func accuracy<Scalar: RealScalar>(_ data: Tensor<Scalar>, _ labels: [Label]) -> Double {
    accuracy(data, Tensor(labels))
  }
}
