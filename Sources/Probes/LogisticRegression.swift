// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Logistic regression for two classes; the parameters of a fit.
///
/// ```swift
/// let fit = LogisticRegression(penalty: .l1, C: 3).fit(data, labels)
/// fit.sparsity                       // fraction of coefficients that are exactly zero
/// fit.accuracy(data, labels)
/// let path = LogisticRegression(penalty: .l1).path(data, labels, C: linspace(1, 5, 17))
/// ```
/// The objective is scikit-learn's, `C · Σ log(1 + exp(-s z))` plus `|w|₁` or `½ |w|²`, with s = ±1 and z = x·w + b; the
/// intercept b is not penalised. A larger C means less regularisation.
///
/// Data are samples × features. Fitting traps on shapes that do not match, on NaN and infinity (naming row and column)
/// and on labels that do not hold exactly two classes.
public struct LogisticRegression: Classifier {
  public enum Penalty: Sendable, Hashable {
    /// Half the sum of the coefficients' squares; for moderate numbers of features, as each step solves a system in all
    /// of them.
    case l2
    /// The sum of the coefficients' magnitudes, which makes most of them exactly zero.
    case l1
  }

  public enum Solver: Sendable, Hashable {
    /// Proximal Newton steps on a working set, to the optimum, with a ``Certificate`` in the result.
    case exact
    /// What scikit-learn's `solver="saga"` returns for `random_state: seed`, `max_iter: epochs` and `tol: tolerance`:
    /// the same coefficients within rounding, the same zeros, the same number of epochs, converged or not.
    case saga(seed: Int, epochs: Int = 100, tolerance: Double = 1e-4)
  }

  public var penalty: Penalty
  /// The weight of the loss; the inverse of the strength of the penalty.
  public var C: Double
  public var solver: Solver
  /// Whether an intercept is fitted.
  public var intercept: Bool
  /// The KKT residual at which the exact solver is done, where 1 is the weight of the penalty.
  public var tolerance: Double
  /// The most Newton steps the exact solver takes for one C.
  public var maxIterations: Int

  public init(
    penalty: Penalty = .l2, C: Double = 1, solver: Solver = .exact, intercept: Bool = true, tolerance: Double = 1e-8,
    maxIterations: Int = 500
  ) {
    self.penalty = penalty
    self.C = C
    self.solver = solver
    self.intercept = intercept
    self.tolerance = tolerance
    self.maxIterations = maxIterations
  }

  /// Fits one model.
  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLogisticRegression<Label> {
    fits(BinaryProblem(data, labels, operation: "LogisticRegression.fit"), [C], "LogisticRegression.fit")[0]
  }

  public var name: String { "logistic regression" }

  public func fitClassifier<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> any FittedClassifier<Label> { fit(data, labels) }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(_ data: Tensor<Scalar>, _ labels: [Label])
    -> FittedLogisticRegression<Label>
  {
    fit(data, Tensor(labels))
  }

  /// Fits one model for each value of `C` (whose own value in `self` is ignored), in the given order.
  ///
  /// The exact solver goes from the strongest penalty to the weakest and starts each fit from the last; SAGA starts
  /// each from zero, as a loop over scikit-learn's estimators does.
  public func path<Label>(
    _ data: Tensor<Double>, _ labels: Tensor<Label>, C values: Tensor<Double>
  ) -> RegularizationPath<Label> {
    let name = "LogisticRegression.path"
    guard values.rank == 1, !values.isEmpty else {
      trap("\(name): C needs at least one value along one axis, but its shape is \(describe(shape: values.shape))")
    }
    return RegularizationPath(fits: fits(BinaryProblem(data, labels, operation: name), Array(values), name))
  }

  public func path<Label>(
    _ data: Tensor<Double>, _ labels: [Label], C values: Tensor<Double>
  ) -> RegularizationPath<Label> {
    path(data, Tensor(labels), C: values)
  }

  private func fits<Label>(
    _ problem: BinaryProblem<Label>, _ values: [Double], _ name: String
  ) -> [FittedLogisticRegression<Label>] {
    for value in values where !(value > 0 && value.isFinite) {
      trap("\(name): C must be positive and finite, but is \(value)")
    }
    switch (penalty, solver) {
    case (.l1, .exact):
      return exactFits(problem, values)
    case (.l2, .exact):
      return l2Fits(problem, values)
    case (.l2, .saga):
      trap("\(name): saga is there for penalty .l1 only; for .l2 leave the solver at .exact")
    case (.l1, .saga(let seed, let epochs, let tolerance)):
      guard epochs > 0 else { trap("\(name): saga needs at least one epoch, but epochs is \(epochs)") }
      return sagaFits(problem, values, seed, epochs, tolerance)
    }
  }

  private func exactFits<Label>(
    _ problem: BinaryProblem<Label>, _ values: [Double]
  ) -> [FittedLogisticRegression<Label>] {
    let solver = makeSolver(problem)
    let order = values.indices.sorted { values[$0] < values[$1] }
    var fits = [FittedLogisticRegression<Label>?](repeating: nil, count: values.count)
    for index in order { fits[index] = exactFit(solver.solve(C: values[index]), values[index], problem) }
    return fits.compactMap { $0 }
  }

  private func l2Fits<Label>(
    _ problem: BinaryProblem<Label>, _ values: [Double]
  ) -> [FittedLogisticRegression<Label>] {
    values.map { C in
      let solver = L2Solver(
        samples: problem.samples, targets: problem.targets, C: C,
        hasIntercept: intercept, tolerance: tolerance, maxIterations: maxIterations)
      return exactFit(solver.solve(), C, problem)
    }
  }

  private func exactFit<Label>(
    _ solution: FitSolution, _ C: Double, _ problem: BinaryProblem<Label>
  ) -> FittedLogisticRegression<Label> {
    let warning =
      solution.converged
      ? nil
      : "Not converged after \(solution.iterations) Newton steps at C = \(C): the KKT residual is "
        + "\(solution.certificate.kktResidual), asked for was \(tolerance). "
        + "Raise maxIterations or tolerance, or scale the data."
    return FittedLogisticRegression(
      solution, penalty: penalty, C: C, classes: problem.classes, solver: solver, warning: warning)
  }

  private func sagaFits<Label>(
    _ problem: BinaryProblem<Label>, _ values: [Double], _ seed: Int, _ epochs: Int, _ tolerance: Double
  ) -> [FittedLogisticRegression<Label>] {
    let results = SlotArray<SAGASolver.Result>(count: values.count)
    parallel(values.count, grain: 1) { range in
      for index in range {
        results[index] = SAGASolver(
          samples: problem.samples, targets: problem.targets, C: values[index], hasIntercept: intercept, seed: seed,
          epochs: epochs, tolerance: tolerance
        ).solve()
      }
    }
    Interrupt.check()
    return values.indices.map { index in
      let result = results[index]!
      let solution = makeSolver(problem).evaluate(
        coefficients: result.coefficients, intercept: result.intercept, C: values[index], iterations: result.epochs,
        converged: result.converged)
      let warning =
        result.converged
        ? nil
        : "SAGA did not converge in \(result.epochs) epochs at C = \(values[index]): these are the solver's state, "
          + "not the optimum. The objective is at most \(solution.certificate.dualityGap) above its minimum; "
          + "solver: .exact finds it."
      return FittedLogisticRegression(
        solution, penalty: penalty, C: values[index], classes: problem.classes, solver: solver, warning: warning)
    }
  }

  private func makeSolver<Label>(_ problem: BinaryProblem<Label>) -> L1Solver {
    L1Solver(
      samples: problem.samples, targets: problem.targets, largestMagnitude: problem.largestMagnitude,
      hasIntercept: intercept, tolerance: tolerance, maxIterations: maxIterations)
  }
}

/// Slots that threads fill, each its own.
private final class SlotArray<Element> {
  private let slots: UnsafeMutablePointer<Element?>
  private let count: Int

  init(count: Int) {
    self.count = count
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil, count: count)
  }

  deinit {
    slots.deinitialize(count: count)
    slots.deallocate()
  }

  subscript(index: Int) -> Element? {
    get { slots[index] }
    set { slots[index] = newValue }
  }
}
