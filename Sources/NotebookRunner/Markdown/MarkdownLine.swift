// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One line with its indentation measured; tabs in it count to the next multiple of four columns.
struct MarkdownLine: Equatable, Sendable {
  /// Columns of leading white space.
  var indent: Int
  /// The line without leading white space; trailing white space kept (two spaces are a hard break).
  var text: Substring

  init(_ line: Substring) {
    var column = 0
    var rest = line
    while let first = rest.first, first == " " || first == "\t" {
      column += first == " " ? 1 : 4 - column % 4
      rest.removeFirst()
    }
    indent = column
    text = rest
  }

  init(indent: Int, text: Substring) {
    self.indent = indent
    self.text = text
  }

  var isBlank: Bool { text.isEmpty }

  /// The line as it stands `columns` to the right; never less than the margin.
  func dedented(by columns: Int) -> MarkdownLine { MarkdownLine(indent: max(0, indent - columns), text: text) }

  /// The line with its indentation, as code wants it.
  var verbatim: String { String(repeating: " ", count: indent) + text }
}
