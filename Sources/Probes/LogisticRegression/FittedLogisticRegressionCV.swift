// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Statistics
import Tensors

/// A logistic regression with the C that cross-validation chose, and the curve it was chosen from.
public struct FittedLogisticRegressionCV<Label: ClassLabel>: FittedLinearClassifier {
  /// The fit of all data with the chosen C.
  public let best: FittedLogisticRegression<Label>
  /// The values that were tried.
  public let values: Tensor<Double>
  /// The score of each held-out fold: folds × values.
  public let scores: Tensor<Double>
  public let scoring: LogisticRegressionCV.Scoring
  public let warning: String?

  /// The chosen one.
  public var C: Double { best.C }
  /// By value, over folds.
  public var meanScore: Tensor<Double> { scores.mean(axis: 0) }
  /// Of the mean, by value; NaN for a single fold.
  public var standardError: Tensor<Double> { scores.std(axis: 0, ddof: 1) / Double(scores.shape[0]).squareRoot() }

  public var coefficients: Tensor<Double> { best.coefficients }
  public var intercepts: Tensor<Double> { best.intercepts }
  public var classes: [Label] { best.classes }
}

extension FittedLogisticRegressionCV {
  private var table: ResultTable {
    let (mean, error) = (meanScore, standardError)
    return ResultTable(
      caption: "Mean score (\(scoring)) of \(scores.shape[0]) folds; chosen C = \(C.significant(6))",
      heads: ["C", "score", "standard error", ""],
      rows: values.enumerated().map { index, value in
        [value.significant(4), mean[index].fixed(4), error[index].fixed(4), value == C ? "chosen" : ""]
      },
      warning: nil)
  }

  public var description: String {
    table.plainText + "\n" + best.description + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle {
    MIMEBundle(plainText: description).adding(
      .html,
      table.html + "<pre>\(escapedHTML(best.description))</pre>"
        + (warning.map { "<p><b>Warning:</b> \(escapedHTML($0))</p>" } ?? ""))
  }
}

/// Glibc's functions under names that tensors' do not hide.
func power(of base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func log(of value: Double) -> Double { Glibc.log(value) }
