// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// A fitted linear probe: directions in activation space, one for two classes, else one for each class.
public struct FittedLinearProbe<Label: ClassLabel>: FittedLinearClassifier {
  /// What fitted it, with its parameters.
  public let method: String
  public let coefficients: Tensor<Double>
  public let intercepts: Tensor<Double>
  public let classes: [Label]
  /// The largest of the certificates of the problems that were solved; nil for probes in closed form.
  public let certificate: Certificate?
  public let warning: String?

  /// - Parameters:
  ///   - coefficients: one row for each output.
  init(
    method: String, coefficients: [[Double]], intercepts: [Double], classes: [Label], certificate: Certificate? = nil,
    warning: String? = nil
  ) {
    self.method = method
    self.coefficients = coefficients.count == 1 ? Tensor(coefficients[0]) : Tensor(coefficients)
    self.intercepts = Tensor(intercepts)
    self.classes = classes
    self.certificate = certificate
    self.warning = warning
  }

  /// The unit vector along the coefficients; for more than two classes one row for each.
  public var direction: Tensor<Double> {
    let length = coefficients.norm(axis: coefficients.rank - 1, keepingDimensions: true)
    return coefficients / length
  }
}

extension FittedLinearProbe {
  public var description: String {
    let classesText = classes.count == 2 ? "intercept \(intercept.significant(6))" : "\(classes.count) classes"
    let proof = certificate.map {
      "\nduality gap \($0.dualityGap.significant(2)), KKT residual \($0.kktResidual.significant(2))"
    }
    return "\(method) on \(featureCount) features; \(classesText)\(proof ?? "")"
      + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

/// Data and labels of a linear probe, checked once.
struct ProbeProblem<Label: ClassLabel> {
  let design: Design
  let table: LabelTable<Label>
  let largestMagnitude: Double

  var rows: Int { design.rows }
  var width: Int { design.width }
  /// Of two classes the second has an output, of more each.
  var outputs: [Int] { table.classes.count == 2 ? [1] : Array(table.classes.indices) }

  init<Scalar: RealScalar>(_ data: Tensor<Scalar>, _ labels: Tensor<Label>, operation: String) {
    let samples = SampleChecks.matrix(data, minimumRows: 2, operation: operation)
    design = Design(samples)
    table = LabelTable(labels, rows: samples.shape[0], operation: operation)
    largestMagnitude = SampleChecks.largestMagnitude(samples, operation: operation)
  }

  /// The mean sample of each class.
  func means() -> [[Double]] {
    let (weights, sums) = (Vector(rows), Vector(width))
    return table.classes.indices.map { k in
      for (row, index) in table.indices.enumerated() { weights[row] = index == k ? 1 : 0 }
      design.transposedProduct(weights.start, into: sums.start)
      return (0..<width).map { sums[$0] / Double(table.counts[k]) }
    }
  }

  /// 1 for the class, else -1.
  func signs(_ output: Int) -> [Double] { table.indices.map { $0 == output ? 1 : -1 } }

  /// The problem of one class against the others as the Newton systems know it.
  func system(weights: [Double], intercept: Bool, penalizesIntercept: Bool) -> LogisticProblem {
    LogisticProblem(
      design, targets: table.indices.map { min($0, 1) }, classCount: 2, weights: weights, intercept: intercept,
      penalizesIntercept: penalizesIntercept, largestMagnitude: largestMagnitude)
  }
}
