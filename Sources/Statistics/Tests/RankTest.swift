// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// The result of a test of ranks: one, or one for each column.
///
/// Tensors have the shape of the columns; of plain lists of samples they have no axes, and `item` is their value.
public struct RankTest: ColumnTest {
  public enum Kind: String, Sendable, CaseIterable {
    /// Two groups: does one tend to larger values? SciPy's `mannwhitneyu`.
    case mannWhitney
    /// Pairs: do the differences lie around 0? SciPy's `wilcoxon`.
    case wilcoxon
  }

  /// Where p-values come from.
  public enum Method: String, Sendable, CaseIterable {
    /// Exact for small samples without ties, else by the normal distribution; SciPy's rules.
    case auto
    /// The exact distribution, which knows no ties.
    case exact
    /// The normal distribution, with the variance corrected for ties.
    case asymptotic
  }

  public let kind: Kind
  public let alternative: Alternative
  /// U of the first group; or the sum of the ranks of the positive differences, the smaller of the two sums for a
  /// two-sided test.
  public let statistic: Tensor<Double>
  public let pValue: Tensor<Double>
  public let logPValue: Tensor<Double>
  /// The probability that a value of the first group is larger than one of the second (ties count half): the area under
  /// the ROC curve. Or, of pairs, the share of the ranks that belongs to positive differences.
  public let superiority: Tensor<Double>
  public let counts: [Int]
  public let warning: String?
}

/// What one column of a rank test gives.
struct RankAnswer {
  var statistic = Double.nan
  var pValue = Double.nan
  var logPValue = Double.nan
  var superiority = Double.nan
}

extension RankTest {
  /// Runs a test on each column of one or two groups (samples × columns), on all processors.
  static func columns(
    _ kind: Kind, _ alternative: Alternative, _ groups: [Tensor<Double>], _ operation: String,
    _ test: ([[Double]]) -> RankAnswer
  ) -> RankTest {
    let shape = Array(groups[0].shape.dropFirst())
    let number = shape.reduce(1, *)
    // Columns become rows, so that each is one piece of memory.
    let rows = groups.map { $0.reshaped([$0.shape[0], number]).transposed.contiguous() }
    var answers = [RankAnswer](repeating: RankAnswer(), count: number)
    answers.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let answers = buffer.baseAddress!
      parallel(number, grain: 16) { part in
        for column in part { answers[column] = test(rows.map { Array($0[column, ...]) }) }
      }
    }
    func tensor(_ value: (RankAnswer) -> Double) -> Tensor<Double> { Tensor(answers.map(value), shape: shape) }
    let pValue = tensor(\.pValue)
    let undefined = pValue.isNaN.sum()
    let warning: String? =
      undefined == 0 ? nil : "\(undefined) of \(number) columns have no answer (NaN): they hold NaN or do not vary."
    if let warning { warn("\(operation): \(warning)") }
    return RankTest(
      kind: kind, alternative: alternative, statistic: tensor(\.statistic), pValue: pValue,
      logPValue: tensor(\.logPValue), superiority: tensor(\.superiority), counts: groups.map { $0.shape[0] },
      warning: warning)
  }
}

extension RankTest: CustomStringConvertible, Displayable {
  private var table: ResultTable {
    let (p, logs) = (Array(pValue), Array(logPValue))
    let (statistics, shares) = (Array(statistic), Array(superiority))
    let order = p.indices.sorted { (logs[$0].isNaN ? 1 : logs[$0], $0) < (logs[$1].isNaN ? 1 : logs[$1], $1) }
    let single = statistic.rank == 0
    let rows = order.prefix(10).map { column in
      (single ? [] : ["\(column)"]) + [
        statistics[column].significant(6), Double.text(pValue: p[column], logarithm: logs[column]),
        shares[column].significant(3),
      ]
    }
    let name = kind == .mannWhitney ? "Mann–Whitney U test" : "Wilcoxon signed-rank test"
    let sizes = counts.map(String.init).joined(separator: " and ")
    return ResultTable(
      caption: "\(name), \(sizes) samples" + (alternative == .twoSided ? "" : ", alternative: \(alternative.rawValue)"),
      heads: (single ? [] : ["column"]) + [kind == .mannWhitney ? "U" : "W", "p", "P(first > second)"],
      rows: Array(rows), notes: p.count > rows.count ? ["The \(rows.count) smallest p-values of \(p.count)."] : [],
      warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
