// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Least squares towards 1 for a class and -1 for the others, with a penalty on the coefficients' squares: scikit-learn's
/// `RidgeClassifier`.
///
/// Minimises `Σ (y - z)² + alpha |w|²` for each output. Costs samples × features × min(samples, features) once.
public struct RidgeClassifier: LinearProbe {
  /// The weight of the penalty; more means less trust in the data.
  public var alpha: Double
  public var intercept: Bool

  public init(alpha: Double = 1, intercept: Bool = true) {
    self.alpha = alpha
    self.intercept = intercept
  }

  public var name: String { "ridge" }

  public func fitQuietly<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLinearProbe<Label> {
    guard alpha > 0, alpha.isFinite else {
      trap("RidgeClassifier.fit: alpha must be positive and finite, but is \(alpha)")
    }
    let problem = ProbeProblem(data, labels, operation: "RidgeClassifier.fit")
    let system = problem.system(
      weights: [Double](repeating: 1, count: problem.rows), intercept: intercept, penalizesIntercept: false)
    let solver = NewtonSolver(system, l2: alpha)
    let solutions = problem.outputs.map { output -> NewtonSolver.Solution in
      Interrupt.check()
      return solver.minimise(SquaredError(problem.signs(output)), tolerance: 1e-10, maxIterations: 30)
    }
    let worst = solutions.map(\.violation).max() ?? 0
    let converged = solutions.allSatisfy(\.converged)
    // What is left above the minimum of a strongly convex function is at most |gradient|² / (2 alpha).
    let gap = solutions.map { $0.squaredGradient / (2 * alpha) }.max() ?? 0
    return FittedLinearProbe(
      method: "Ridge, alpha = \(alpha.significant(6))", coefficients: solutions.map(\.coefficients),
      intercepts: solutions.map(\.intercept), classes: problem.table.classes,
      certificate: Certificate(dualityGap: gap, kktResidual: worst),
      warning: converged
        ? nil : "The system was solved only to a residual of \(worst.significant(2)); scale the data or raise alpha.")
  }
}

/// Half the squared distance from a target.
struct SquaredError: MarginLoss {
  let targets: [Double]

  init(_ targets: [Double]) { self.targets = targets }

  func value(_ z: Double, _ row: Int) -> Double { (z - targets[row]) * (z - targets[row]) / 2 }
  func derivative(_ z: Double, _ row: Int) -> Double { z - targets[row] }
  func curvature(_ z: Double, _ row: Int) -> Double { 1 }
}
