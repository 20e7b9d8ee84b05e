// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Logistic regression for two or more classes; the parameters of a fit.
///
/// ```swift
/// let fit = LogisticRegression(penalty: .l1, C: 3).fit(data, labels)
/// fit.sparsity                       // fraction of coefficients that are exactly zero
/// fit.accuracy(data, labels)
/// let path = LogisticRegression(penalty: .l1).path(data, labels, C: linspace(1, 5, 17))
/// ```
/// The objective is scikit-learn's, `C · Σ s · loss + penalty`, with s the weights of the samples. For two classes the
/// loss is `log(1 + exp(-y z))` with y = ±1 and z = x·w + b, for more it is that of a softmax over one z for each class.
/// A larger C means less regularisation. The intercept b is not penalised unless asked for, which is what statsmodels'
/// `Logit.fit_regularized(alpha: 1 / C)` minimises.
///
/// Data are samples × features, of `Double` or `Float`; the latter are not copied to double precision as a whole. Fitting
/// traps on shapes that do not match, on NaN and infinity (naming row and column), and on labels of a single class.
public struct LogisticRegression: Classifier {
  public enum Penalty: Sendable, Hashable {
    /// Half the sum of the coefficients' squares.
    case l2
    /// The sum of the coefficients' magnitudes, which makes most of them exactly zero.
    case l1
    /// A share `l1Ratio` (0 to 1) of `.l1`, the rest of `.l2`.
    case elasticNet(l1Ratio: Double)
    /// Nothing. Where the classes can be separated there is no best fit: the result says so in its warning.
    case none
  }

  public enum Solver: Sendable, Hashable {
    /// Newton steps, for L1 proximal ones on a working set, to the optimum, with a ``Certificate`` in the result.
    case exact
    /// What scikit-learn's `solver="saga"` returns for `random_state: seed`, `max_iter: epochs` and `tol: tolerance`:
    /// the same coefficients within rounding, the same zeros, the same number of epochs, converged or not. Two classes.
    case saga(seed: Int, epochs: Int = 100, tolerance: Double = 1e-4)
  }

  /// How much the classes count, besides the weights of samples.
  public enum ClassWeights: Sendable, Hashable, ExpressibleByArrayLiteral {
    case equal
    /// Each class as much as any other: samples / (classes × samples of the class).
    case balanced
    /// A weight for each class, in rising order of the labels: `[1, 5]`.
    case explicit([Double])

    public init(arrayLiteral elements: Double...) { self = .explicit(elements) }
  }

  public var penalty: Penalty
  /// The weight of the loss; the inverse of the strength of the penalty.
  public var C: Double
  public var solver: Solver
  /// Whether an intercept is fitted.
  public var intercept: Bool
  /// Whether the intercept is penalised as a coefficient is.
  public var penalizesIntercept: Bool
  public var classWeights: ClassWeights
  /// The KKT residual at which the exact solver is done, where 1 is the weight of the penalty; or what rounding leaves of
  /// it, if that is more.
  public var tolerance: Double
  /// The most Newton steps the exact solver takes for one C.
  public var maxIterations: Int

  public init(
    penalty: Penalty = .l2, C: Double = 1, solver: Solver = .exact, intercept: Bool = true,
    penalizesIntercept: Bool = false, classWeights: ClassWeights = .equal, tolerance: Double = 1e-8,
    maxIterations: Int = 500
  ) {
    self.penalty = penalty
    self.C = C
    self.solver = solver
    self.intercept = intercept
    self.penalizesIntercept = penalizesIntercept
    self.classWeights = classWeights
    self.tolerance = tolerance
    self.maxIterations = maxIterations
  }

  public var name: String { "logistic regression" }

  /// Fits one model.
  /// - Parameter sampleWeights: how much each sample counts; all the same if nil.
  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>, sampleWeights: Tensor<some NumberScalar>? = Tensor<Double>?.none
  ) -> FittedLogisticRegression<Label> {
    let fit = fits(data, labels, sampleWeights?.doubles, [C], "LogisticRegression.fit")[0]
    if let warning = fit.warning { warn(warning) }
    return fit
  }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: [Label], sampleWeights: Tensor<some NumberScalar>? = Tensor<Double>?.none
  ) -> FittedLogisticRegression<Label> { fit(data, Tensor(labels), sampleWeights: sampleWeights) }

  public func fitClassifier<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> any FittedClassifier<Label> { fits(data, labels, nil, [C], "LogisticRegression.fit")[0] }

  /// Fits one model for each value of `C` (whose own value in `self` is ignored), in the given order.
  ///
  /// The exact solver goes from the strongest penalty to the weakest and starts each fit from the last; SAGA starts
  /// each from zero, as a loop over scikit-learn's estimators does.
  public func path<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>, C values: Tensor<some NumberScalar>,
    sampleWeights: Tensor<some NumberScalar>? = Tensor<Double>?.none
  ) -> RegularizationPath<Label> {
    let name = "LogisticRegression.path"
    guard values.rank == 1, !values.isEmpty else {
      trap("\(name): C needs at least one value along one axis, but its shape is \(describe(shape: values.shape))")
    }
    let path = RegularizationPath(fits: fits(data, labels, sampleWeights?.doubles, Array(values.doubles), name))
    if let warning = path.warning { warn(warning) }
    return path
  }

  public func path<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: [Label], C values: Tensor<some NumberScalar>,
    sampleWeights: Tensor<some NumberScalar>? = Tensor<Double>?.none
  ) -> RegularizationPath<Label> { path(data, Tensor(labels), C: values, sampleWeights: sampleWeights) }
}
