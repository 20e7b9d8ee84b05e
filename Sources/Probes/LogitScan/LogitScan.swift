// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// One logistic regression for every single neuron: which neurons, in which layers, tell two classes apart?
///
/// ```swift
/// let scan = LogitScan(l1: 0.1, testFraction: 0.2, seed: 1).fit(run, labels)   // 24 × 4096 fits in about a second
/// let found = scan.significant(.bonferroni(0.05))                            // a table that shows itself
/// found.percentPerLayer
/// found.meanAccuracy(.test, .positive)
/// ```
/// For each neuron's activations x and its own training rows the scan minimises statsmodels' objective of
/// `Logit(y, add_constant(x)).fit_regularized(method='l1', alpha: l1)`, which penalises the constant as well:
///
///     -log L(b₀, b₁) + l1 (|b₀| + |b₁|)
///
/// to the optimum, with the violation of the optimality conditions in the result. Standard errors and Wald p-values are
/// statsmodels' as well: from the inverse Hessian of the unpenalised likelihood, restricted to the parameters that are
/// not 0; a parameter that is 0 has none (NaN). They take no account of the penalty or of the selection, so that
/// likelihood-ratio p-values, of fits without penalty, stand beside them.
///
/// Each neuron has a stratified split of its own into training and test rows, with scikit-learn's rounding
/// (`StratifiedShuffleSplit`), drawn from the seed, the layer and the neuron: results do not depend on the number of
/// threads or on what else is scanned.
public struct LogitScan: Sendable {
  /// The weight of the penalty, statsmodels' `alpha`; 0 for none.
  public var l1: Double
  /// The share of rows kept for the test, rounded up to a number of rows; 0 trains on all rows.
  public var testFraction: Double
  /// Chooses the splits.
  public var seed: Int
  /// The violation of the optimality conditions at which a fit is done, see ``NeuronFit/kktResidual``.
  public var tolerance: Double

  public init(l1: Double = 0.1, testFraction: Double = 0.2, seed: Int, tolerance: Double = 1e-9) {
    self.l1 = l1
    self.testFraction = testFraction
    self.seed = seed
    self.tolerance = tolerance
  }

  /// Scans every neuron of every layer.
  ///
  /// Traps on labels that are not one for each sample or not of exactly two classes, of which the larger value is the
  /// positive one; on too few rows of a class for the split; and on NaN and infinity, naming layer, row and neuron.
  /// Neurons that do not vary over their training rows have coefficient 0 and no p-values, with a warning.
  public func fit<Label: ClassLabel>(
    _ activations: some LayerActivations, _ labels: Tensor<Label>
  ) -> FittedLogitScan {
    fitted(LayerSource(activations), labels, rows: nil)
  }

  /// The same on rows that are given instead of drawn: one list for all neurons, neurons × rows, or layers × neurons ×
  /// rows.
  ///
  /// Traps on rows that do not exist or stand on both sides, and where training rows lack a class.
  public func fit<Label: ClassLabel>(
    _ activations: some LayerActivations, _ labels: Tensor<Label>, train: Tensor<Int>, test: Tensor<Int>
  ) -> FittedLogitScan {
    fitted(LayerSource(activations), labels, rows: (train, test))
  }

  /// Scans a matrix of samples × neurons, or layers × samples × neurons.
  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ activations: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLogitScan {
    fitted(LayerSource(activations), labels, rows: nil)
  }

  /// The same on given rows.
  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ activations: Tensor<Scalar>, _ labels: Tensor<Label>, train: Tensor<Int>, test: Tensor<Int>
  ) -> FittedLogitScan {
    fitted(LayerSource(activations), labels, rows: (train, test))
  }

  public func fit<Label: ClassLabel>(_ activations: some LayerActivations, _ labels: [Label]) -> FittedLogitScan {
    fit(activations, Tensor(labels))
  }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ activations: Tensor<Scalar>, _ labels: [Label]
  ) -> FittedLogitScan {
    fit(activations, Tensor(labels))
  }
}

extension LogitScan {
  /// The same scan with the labels shuffled: what the method finds where there is nothing to find.
  ///
  /// A control in the sense of Hewitt and Liang (2019). What is significant here is false; the number should be about
  /// what the correction allows.
  public func shuffledControl<Label: ClassLabel>(
    _ activations: some LayerActivations, _ labels: Tensor<Label>, shuffleSeed: Int
  ) -> FittedLogitScan {
    fit(activations, RandomState(seed: shuffleSeed).permutation(labels))
  }

  public func shuffledControl<Scalar: RealScalar, Label: ClassLabel>(
    _ activations: Tensor<Scalar>, _ labels: Tensor<Label>, shuffleSeed: Int
  ) -> FittedLogitScan {
    fit(activations, RandomState(seed: shuffleSeed).permutation(labels))
  }
}
