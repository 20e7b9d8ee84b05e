// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// p-values judged together by a ``MultipleComparison``.
public struct MultipleTests: Sendable, Equatable {
  public let correction: MultipleComparison
  /// The null hypotheses that are rejected, in the shape of the p-values.
  public let rejected: Tensor<Bool>
  /// The smallest levels at which each would be rejected; at most 1, NaN where p is.
  public let adjusted: Tensor<Double>
}

extension MultipleTests: CustomStringConvertible, Displayable {
  private var table: ResultTable {
    let values = Array(adjusted)
    let order = values.indices.sorted {
      (values[$0].isNaN ? 2 : values[$0], $0) < (values[$1].isNaN ? 2 : values[$1], $1)
    }
    let marks = Array(rejected)
    let rows = order.prefix(10).map { ["\($0)", values[$0].significant(4), marks[$0] ? "yes" : "no"] }
    let missing = values.filter(\.isNaN).count
    var notes: [String] = []
    if values.count > rows.count { notes.append("The \(rows.count) smallest of \(values.count).") }
    if missing > 0 { notes.append("\(missing) tests have no p-value (NaN) and are not rejected.") }
    return ResultTable(
      caption: "\(correction): \(rejected.sum()) of \(values.count) rejected",
      heads: ["test", "adjusted p", "rejected"],
      rows: Array(rows), notes: notes)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
