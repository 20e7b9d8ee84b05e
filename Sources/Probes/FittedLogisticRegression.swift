// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// A fitted logistic regression for two classes.
public struct FittedLogisticRegression<Label: ClassLabel>: FittedClassifier {
  /// One coefficient per feature; zeros are exactly zero.
  public let coefficients: Tensor<Double>
  public let intercept: Double
  public let penalty: LogisticRegression.Penalty
  public let C: Double
  /// The negative class, then the positive one that a positive decision stands for.
  public let classes: [Label]
  public let solver: LogisticRegression.Solver
  /// C times the sum of the losses, plus the penalty.
  public let objective: Double
  /// Newton steps of the exact solver, epochs of SAGA.
  public let iterations: Int
  /// The solver's own test succeeded; see ``certificate`` for how near the optimum is.
  public let converged: Bool
  public let certificate: Certificate
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(
    _ solution: FitSolution, penalty: LogisticRegression.Penalty, C: Double, classes: [Label],
    solver: LogisticRegression.Solver, warning: String?
  ) {
    coefficients = solution.coefficients
    intercept = solution.intercept
    objective = solution.objective
    iterations = solution.iterations
    converged = solution.converged
    certificate = solution.certificate
    self.penalty = penalty
    self.C = C
    self.classes = classes
    self.solver = solver
    self.warning = warning
  }

  /// The fraction of coefficients that are exactly zero, 0 to 1.
  public var sparsity: Double { (coefficients .== 0).mean() }

  /// The number of coefficients that are not zero.
  public var nonZeroCount: Int { (coefficients .!= 0).sum() }

  public var featureCount: Int { coefficients.count }

  /// x·w + b for each sample.
  ///
  /// Traps unless `data` has as many columns as the fit has coefficients.
  public func decision<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Double> {
    SampleChecks.columns(data.shape, fitted: featureCount, operation: "decision")
    return Tensor<Double>(data).matmul(coefficients) + intercept
  }

  /// The probability of the positive class for each sample.
  public func probabilities<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Double> {
    1 / (1 + exp(-decision(data)))
  }

  /// The more probable class of each sample.
  public func predict<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Label> {
    decision(data).mapElements { $0 > 0 ? classes[1] : classes[0] }
  }
}

extension FittedLogisticRegression {
  public var description: String {
    let method =
      switch solver {
      case .exact: "exact, \(iterations) Newton steps"
      case .saga(let seed, _, _): "SAGA, seed \(seed), \(iterations) epochs"
      }
    return """
      Logistic regression, \(penalty == .l1 ? "L1" : "L2"), C = \(C) (\(method)\(converged ? "" : ", NOT CONVERGED"))
      \(nonZeroCount) of \(coefficients.count) coefficients are not zero; intercept \(intercept.significant(6))
      objective \(objective.significant(6)), duality gap \(certificate.dualityGap.significant(2)), KKT residual \
      \(certificate.kktResidual.significant(2))
      """ + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
