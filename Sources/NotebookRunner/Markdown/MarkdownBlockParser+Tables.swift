// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension MarkdownBlockParser {
  /// A table, if one begins here: a header row with a delimiter row of as many cells below it.
  mutating func parseTable() -> Bool {
    guard position + 1 < lines.count, lines[position].text.contains("|"), lines[position + 1].indent < 4,
      let alignments = Self.alignments(lines[position + 1])
    else { return false }
    let header = Self.cells(lines[position].text)
    guard header.count == alignments.count else { return false }
    position += 2
    var rows: [[[MarkdownInline]]] = []
    while position < lines.count, !interruptsParagraph(lines[position]) {
      var cells = Self.cells(lines[position].text).prefix(header.count).map { inlines($0) }
      cells += Array(repeating: [], count: header.count - cells.count)
      rows.append(cells)
      position += 1
    }
    blocks.append(.table(MarkdownTable(alignments: alignments, header: header.map { inlines($0) }, rows: rows)))
    return true
  }

  private static func alignments(_ line: MarkdownLine) -> [MarkdownTable.Alignment?]? {
    guard line.text.contains("-"), line.text.contains("|") || line.text.contains(":") else { return nil }
    var result: [MarkdownTable.Alignment?] = []
    for cell in cells(line.text) {
      let isLeft = cell.hasPrefix(":")
      let isRight = cell.count > 1 && cell.hasSuffix(":")
      let dashes = cell.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      result.append(isLeft && isRight ? .center : isRight ? .right : isLeft ? .left : nil)
    }
    return result.isEmpty ? nil : result
  }

  /// A row's cells, trimmed. `\|` is a bar within a cell; so are bars inside math, where TeX uses them for norms.
  private static func cells(_ text: Substring) -> [String] {
    var row = text.trimmed
    if row.first == "|" { row.removeFirst() }
    var cells = [""]
    var isEscaped = false
    var isInMath = false
    for character in row {
      if character == "|", isEscaped {
        cells[cells.count - 1].removeLast()
        cells[cells.count - 1].append(character)
      } else if character == "|", !isInMath {
        cells.append("")
      } else {
        if character == "$", !isEscaped { isInMath = !isInMath && row.filter { $0 == "$" }.count.isMultiple(of: 2) }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.count > 1, cells[cells.count - 1].trimmed.isEmpty { cells.removeLast() }
    return cells.map { String($0.trimmed) }
  }
}
