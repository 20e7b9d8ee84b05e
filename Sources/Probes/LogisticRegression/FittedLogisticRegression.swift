// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// A fitted logistic regression.
public struct FittedLogisticRegression<Label: ClassLabel>: FittedLinearClassifier {
  /// Two classes: one coefficient per feature, for the positive class. More: classes × features. Zeros are exactly zero.
  public let coefficients: Tensor<Double>
  /// One for two classes, else one for each; they sum to zero where they are not penalised.
  public let intercepts: Tensor<Double>
  public let penalty: LogisticRegression.Penalty
  public let C: Double
  /// In rising order; of two, a positive decision stands for the second.
  public let classes: [Label]
  public let solver: LogisticRegression.Solver
  /// C times the weighted sum of the losses, plus the penalty.
  public let objective: Double
  /// Newton steps of the exact solver, epochs of SAGA.
  public let iterations: Int
  /// The solver's own test succeeded; see ``certificate`` for how near the optimum is.
  public let converged: Bool
  public let certificate: Certificate
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(
    _ solution: LinearSolution, model: LogisticRegression, C: Double, classes: [Label], warning: String?
  ) {
    coefficients = classes.count == 2 ? solution.coefficients.flattened() : solution.coefficients
    intercepts = Tensor(solution.intercepts)
    objective = solution.objective
    iterations = solution.iterations
    converged = solution.converged
    certificate = solution.certificate
    (penalty, solver) = (model.penalty, model.solver)
    self.C = C
    self.classes = classes
    self.warning = warning
  }

  /// The probability of the positive class (samples), or of each class where there are more (samples × classes).
  public func probabilities<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Double> {
    let z = decision(data)
    guard classes.count > 2 else { return 1 / (1 + exp(-z)) }
    let shifted = exp(z - z.max(axis: 1, keepingDimensions: true))
    return shifted / shifted.sum(axis: 1, keepingDimensions: true)
  }

  /// The probability of each class: samples × classes (scikit-learn's `predict_proba`).
  public func classProbabilities<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Double> {
    guard classes.count == 2 else { return probabilities(data) }
    let z = decision(data)
    // Each from its own side: 1 - p has no digits where p is nearly 1.
    return stack(1 / (1 + exp(z)), 1 / (1 + exp(-z)), axis: 1)
  }
}

extension FittedLogisticRegression {
  public var description: String {
    let method =
      switch solver {
      case .exact: "exact, \(iterations) Newton steps"
      case .saga(let seed, _, _): "SAGA, seed \(seed), \(iterations) epochs"
      }
    let start =
      classes.count == 2 ? "intercept \(intercept.significant(6))" : "\(classes.count) classes"
    let gap = certificate.dualityGap
    return """
      Logistic regression, \(penalty), C = \(C) (\(method)\(converged ? "" : ", NOT CONVERGED"))
      \(nonZeroCount) of \(coefficients.count) coefficients are not zero; \(start)
      objective \(objective.significant(6)), \(gap.isNaN ? "" : "duality gap \(gap.significant(2)), ")KKT residual \
      \(certificate.kktResidual.significant(2))
      """ + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension LogisticRegression.Penalty: CustomStringConvertible {
  public var description: String {
    switch self {
    case .l1: "L1"
    case .l2: "L2"
    case .elasticNet(let ratio): "elastic net (\(ratio) of it L1)"
    case .none: "no penalty"
    }
  }
}
