// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension TTest: CustomStringConvertible, Displayable {
  private var name: String {
    switch kind {
    case .student: "Student's t-test"
    case .welch: "Welch's t-test"
    case .paired: "Paired t-test"
    case .oneSample: "One-sample t-test"
    }
  }

  private var groups: String {
    let sizes = counts.map(String.init).joined(separator: " and ")
    let side = alternative == .twoSided ? "" : ", alternative: \(alternative.rawValue)"
    return "\(name), \(sizes) samples\(side)"
  }

  private var table: ResultTable {
    let interval = confidenceInterval()
    let parts = [statistic, degreesOfFreedom, difference, interval.low, interval.high].map { Array($0) }
    let (p, logs) = (Array(pValue), Array(logPValue))
    let order = p.indices.sorted { (logs[$0].isNaN ? 1 : logs[$0], $0) < (logs[$1].isNaN ? 1 : logs[$1], $1) }
    let single = statistic.rank == 0
    let rows = order.prefix(10).map { column in
      (single ? [] : ["\(column)"])
        + [
          parts[0][column].significant(4), parts[1][column].significant(4),
          Double.text(pValue: p[column], logarithm: logs[column]),
          parts[2][column].significant(4), parts[3][column].significant(4), parts[4][column].significant(4),
        ]
    }
    let headings = (single ? [] : ["column"]) + ["t", "df", "p", "difference", "95 % from", "to"]
    var notes: [String] = []
    if p.count > rows.count { notes.append("The \(rows.count) smallest p-values of \(p.count).") }
    if !single {
      let count = significant(.bonferroni(0.05)).sum()
      notes.append("\(count) of \(p.count) columns are significant at 0.05 after Bonferroni's correction.")
    }
    return ResultTable(caption: groups, heads: headings, rows: Array(rows), notes: notes, warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
