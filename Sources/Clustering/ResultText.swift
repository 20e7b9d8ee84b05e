// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

extension Double {
  /// The value to a reader's precision, as C's `%g` writes it.
  func significant(_ digits: Int32) -> String { formatted("%.*g", digits) }

  /// The value with so many decimals.
  func decimals(_ digits: Int32) -> String { formatted("%.*f", digits) }

  private func formatted(_ format: String, _ digits: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let length = withVaList([digits, self]) { vsnprintf(buffer.baseAddress!, buffer.count, format, $0) }
      return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}

/// A small table in both forms in which a result shows itself.
struct ResultTable {
  var header: [String]
  var rows: [[String]]

  /// Columns of equal width, right-aligned.
  var text: String {
    let lines = [header] + rows
    let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      zip(line, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// - Parameter note: plain text under the table.
  func html(title: String, note: String?) -> String {
    func cells(_ texts: [String], _ tag: String) -> String { texts.map { "<\(tag)>\($0)</\(tag)>" }.joined() }
    let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined()
    return "<p>\(title)</p><div style=\"overflow-x:auto\"><table><thead><tr>\(cells(header, "th"))</tr></thead>"
      + "<tbody>\(body)</tbody></table></div>" + (note.map { "<p>\($0)</p>" } ?? "")
  }
}

/// How many samples have each label, for labels 0 ..< `clusters`.
func clusterSizes(_ labels: Tensor<Int>, _ clusters: Int) -> Tensor<Int> {
  var sizes = [Int](repeating: 0, count: clusters)
  for label in labels where label >= 0 { sizes[label] += 1 }
  return Tensor(sizes)
}
