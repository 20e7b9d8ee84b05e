// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension CSVTable: CustomStringConvertible, Displayable {
  /// The first and last rows under the names of the columns, and the size.
  public var description: String {
    let lines =
      [columns] + shownRows.map { row in row.map { row in texts.map { $0[row] } } ?? columns.map { _ in "…" } }
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let text = lines.map { line in
      zip(columns.indices, zip(line, widths)).map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return values[column] == nil ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
    return (text + [summary]).joined(separator: "\n")
  }

  private var summary: String { "\(count) rows × \(columns.count) columns" }

  private var shownRows: [Int?] {
    count <= 20 ? Array(0..<count) : Array(0..<5) + [nil] + Array(count - 5..<count)
  }

  public var mimeBundle: MIMEBundle {
    func cells(_ texts: [String], _ tag: String) -> String {
      "<tr>" + texts.map { "<\(tag)>\(escapedHTML($0))</\(tag)>" }.joined() + "</tr>"
    }
    let body = shownRows.map { row in
      cells(row.map { row in ["\(row)"] + texts.map { $0[row] } } ?? ["…"] + columns.map { _ in "…" }, "td")
    }
    return MIMEBundle(plainText: description).adding(
      .html,
      "<div style=\"overflow-x:auto\"><table><thead>\(cells([""] + columns, "th"))</thead><tbody>\(body.joined())</tbody>"
        + "</table></div><p>\(summary)</p>")
  }
}
