// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Precision, recall and F1 by class and on average, in a table; made by ``classificationReport(_:_:names:digits:)``.
public struct ClassificationReport<Label: ClassLabel>: Sendable {
  public let scores: ClassScores<Label>
  /// The share of samples predicted rightly.
  public let accuracy: Double
  /// How the classes are called in the table.
  public let names: [String]
  /// The decimals of scores.
  public let digits: Int
  /// Scores that were divided by zero and set to 0; nil if none.
  public var warning: String? { scores.undefined.isEmpty ? nil : scores.undefined.joined(separator: "; ") }
}

extension ClassificationReport: CustomStringConvertible, Displayable {
  private static var heads: [String] { ["precision", "recall", "f1-score", "support"] }

  private var classRows: [[String]] {
    names.indices.map { index in
      let values = [scores.precision, scores.recall, scores.f1].map { $0[index].fixed(digits) }
      return [names[index]] + values + [Self.number(scores.support[index])]
    }
  }

  private var averageRows: [[String]] {
    let total = Self.number(scores.support.sum())
    let averages: [(String, ScoreAverage)] = [("macro avg", .macro), ("weighted avg", .weighted)]
    return [["accuracy", "", "", accuracy.fixed(digits), total]]
      + averages.map { name, average in
        [name] + [scores.precision, scores.recall, scores.f1].map { scores.average($0, average).fixed(digits) } + [
          total
        ]
      }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// Character for character what scikit-learn's `classification_report` returns.
  public var description: String {
    let width = max(names.map(\.count).max() ?? 0, "weighted avg".count, digits)
    func line(_ cells: [String]) -> String {
      cells.enumerated().map { column, text in
        let size = column == 0 ? width : 9
        let padded = String(repeating: " ", count: max(0, size - text.count)) + text
        return column == 0 ? padded + " " : " " + padded
      }.joined() + "\n"
    }
    return line([""] + Self.heads) + "\n" + classRows.map(line).joined() + "\n" + averageRows.map(line).joined()
  }

  public var mimeBundle: MIMEBundle {
    let table = ResultTable(heads: [""] + Self.heads, rows: classRows + averageRows, warning: warning)
    return MIMEBundle(plainText: description + (warning.map { "Warning: \($0)\n" } ?? "")).adding(.html, table.html)
  }
}

/// Precision, recall and F1 of each class, their averages and the accuracy.
///
/// ```swift
/// classificationReport(labels[split.test, ...], fit.predict(data[split.test, ...]), names: ["the", "an"])
/// ```
/// Traps on lists of different lengths, and where the number of names is not that of the classes.
/// - Parameters:
///   - names: one for each class in rising order; the labels themselves if nil.
///   - digits: decimals of the scores.
public func classificationReport<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, names: [String]? = nil, digits: Int = 2,
  weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> ClassificationReport<Label> {
  let tally = ClassTally(labels, predicted, weights: weights, operation: "classificationReport")
  let names = names ?? tally.classes.map { "\($0)" }
  guard names.count == tally.classes.count else {
    trap("classificationReport: there are \(tally.classes.count) classes, but \(names.count) names")
  }
  guard digits >= 0 else { trap("classificationReport: digits must not be negative, but is \(digits)") }
  return ClassificationReport(
    scores: ClassScores(tally), accuracy: tally.hits.reduce(0, +) / tally.trueTotals.reduce(0, +), names: names,
    digits: digits)
}
