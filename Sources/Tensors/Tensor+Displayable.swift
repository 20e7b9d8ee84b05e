// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension Tensor: Displayable {
  /// Plain text, and for one or two axes an HTML table with positions at its edges.
  public var mimeBundle: MIMEBundle {
    let plain = MIMEBundle(plainText: description)
    return (1...2).contains(rank) && count > 0 ? plain.adding(.html, htmlTable) : plain
  }

  private var htmlTable: String {
    let matrix = rank == 2 ? self : self[newAxis, ...]
    let rows = matrix.shownPositions(axis: 0, limit: 5)
    let columns = matrix.shownPositions(axis: 1, limit: 5)
    let shown = rows.compactMap { $0 }.flatMap { row in columns.compactMap { $0.map { matrix[row, $0] } } }
    // A table is read at a glance; the plain text beside it has all digits.
    let format = ElementFormat(for: shown, digits: 4)
    func cells(_ texts: [String], _ tag: String) -> String { texts.map { "<\(tag)>\($0)</\(tag)>" }.joined() }
    let head = cells((rank == 2 ? [""] : []) + columns.map { $0.map(String.init) ?? "…" }, "th")
    let body = rows.map { row in
      let label = rank == 2 ? cells([row.map(String.init) ?? "…"], "th") : ""
      let values = columns.map { column in
        if let row, let column { format(matrix[row, column]) } else { "…" }
      }
      return "<tr>\(label)\(cells(values, "td"))</tr>"
    }
    // A wide table scrolls in its own box instead of the page.
    return
      "<div style=\"overflow-x:auto\"><table><thead><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table></div>"
      + "<p>\(escapedHTML(summary))</p>"
  }
}
