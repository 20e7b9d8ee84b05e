// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The opening line of a fenced code block.
struct MarkdownFence: Equatable, Sendable {
  var marker: Character
  var length: Int
  var indent: Int
  /// The first word of the info string.
  var language: String?

  init?(opening line: MarkdownLine) {
    guard line.indent < 4, let first = line.text.first, first == "`" || first == "~" else { return nil }
    let run = line.text.prefix { $0 == first }
    let info = line.text.dropFirst(run.count)
    // A backtick in the info string would make an inline code span look like a fence.
    guard run.count >= 3, first == "~" || !info.contains("`") else { return nil }
    marker = first
    length = run.count
    indent = line.indent
    language = info.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  func isClosed(by line: MarkdownLine) -> Bool {
    guard line.indent < 4 else { return false }
    let run = line.text.prefix { $0 == marker }
    return run.count >= length && line.text.dropFirst(run.count).allSatisfy(\.isWhitespace)
  }
}
