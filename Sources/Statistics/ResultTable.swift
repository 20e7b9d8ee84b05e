// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay

/// A table of texts as results show it: aligned plain text, and HTML.
package struct ResultTable: Sendable {
  package var heads: [String]
  /// One text per head.
  package var rows: [[String]]
  /// A line above the table; none if empty.
  package var caption: String
  /// Sentences below the table, for example what was left out.
  package var notes: [String]
  /// What a reader must know, below the table, with "Warning:" before it.
  package var warning: String?

  package init(
    caption: String = "", heads: [String], rows: [[String]], notes: [String] = [], warning: String? = nil
  ) {
    (self.caption, self.heads, self.rows, self.notes, self.warning) = (caption, heads, rows, notes, warning)
  }

  /// Long tables show their first and last rows.
  private static let limit = 40

  private var shownRows: [[String]] {
    guard rows.count > Self.limit else { return rows }
    return rows.prefix(Self.limit - 10) + [heads.map { _ in "…" }] + rows.suffix(9)
  }

  package var plainText: String {
    let lines = [heads] + shownRows
    let widths = heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    var text = caption.isEmpty ? [] : [caption]
    text += lines.map { line in
      zip(line, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
    }
    text += notes
    if let warning { text.append("Warning: \(warning)") }
    return text.joined(separator: "\n")
  }

  package var html: String {
    func cells(_ texts: [String], _ tag: String) -> String {
      "<tr>" + texts.map { "<\(tag)>\(escapedHTML($0))</\(tag)>" }.joined() + "</tr>"
    }
    let body = shownRows.map { cells($0, "td") }.joined()
    return (caption.isEmpty ? "" : "<p>\(escapedHTML(caption))</p>")
      + "<div style=\"overflow-x:auto\"><table><thead>\(cells(heads, "th"))</thead><tbody>\(body)</tbody></table></div>"
      + notes.map { "<p>\(escapedHTML($0))</p>" }.joined()
      + (warning.map { "<p><b>Warning:</b> \(escapedHTML($0))</p>" } ?? "")
  }

  package var mimeBundle: MIMEBundle { MIMEBundle(plainText: plainText).adding(.html, html) }
}

/// A number as C's `printf` writes it, for example with `"%.*f"` and the number of digits.
private func printed(_ format: String, _ digits: Int, _ value: Double) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
    let length = withVaList([Int32(digits), value]) { vsnprintf(buffer.baseAddress!, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(min(Int(length), 399)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Double {
  /// The value to a reader's precision, as C's `%g` writes it.
  package func significant(_ digits: Int) -> String { printed("%.*g", digits, self) }
  /// The value with so many decimals.
  package func fixed(_ digits: Int) -> String { printed("%.*f", digits, self) }
}
