// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

/// Rows of text under headings, as a result shows itself: aligned plain text, and an HTML table.
package struct ResultTable {
  package var title: String
  package var columns: [String]
  package var rows: [[String]]
  /// Sentences under the table: what was left out, and warnings.
  package var notes: [String]

  package init(_ title: String, columns: [String], rows: [[String]], notes: [String] = []) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  package var plainText: String {
    let widths = columns.indices.map { column in ([columns] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = (rows.isEmpty ? [] : [columns] + rows).map { row in
      row.indices.map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }.joined(separator: "  ")
    }
    return ([title] + lines + notes).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  package var html: String {
    func cells(_ texts: [String], _ tag: String) -> String {
      texts.map { "<\(tag)>\(Self.escaped($0))</\(tag)>" }.joined()
    }
    let caption = title.isEmpty ? "" : "<p>\(Self.escaped(title))</p>"
    let head = cells(columns, "th")
    let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined()
    let table =
      rows.isEmpty
      ? ""
      : "<div style=\"overflow-x:auto\"><table><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>"
    return caption + table + notes.map { "<p>\(Self.escaped($0))</p>" }.joined()
  }

  package var mimeBundle: MIMEBundle { MIMEBundle(plainText: plainText).adding(.html, html) }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      default: result.append(character)
      }
    }
  }
}
