// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import NotebookRunner
import Testing

/// Whatever stands in a notebook, reading it must not trap: the same text is thrown at every parser.
@Suite struct HostileTextTests {
  /// Knuth's linear congruential generator: the same texts in every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 32
    }
  }

  private static let pieces = [
    "*", "**", "_", "`", "```", "~~~", "~~", "[", "]", "(", ")", "![", "](", "<", ">", "</a>", "<b", "<!--", "-->", "#",
    "# ", "- ", "1. ", "> ", "| ", "|--|", "---", "===", "\n", "\n\n", "    ", "\t", "\\", "\\\\", "$", "$$", "&",
    "&#x1;",
    "\\(", "\"", "\"\"\"", "#\"", "'", "/*", "*/", "//", "@", "%", "{", "}", "^", "\\frac", "\\begin{", "\\end{",
    "cases}",
    "\\left", "\\right", "\\text{", "\\sqrt[", "\u{1B}[", "31m", ";5;", "K", "\r", "\u{8}", "\u{1B}]", "é", "🐦",
    "\u{301}",
    "a", "0x", "1.", ":", "[r]: /u", "\0", "\u{2028}",
  ]

  @Test func noMixtureOfMarkupTraps() {
    var generator = Generator(state: 1)
    for _ in 0..<3000 {
      let length = Int.random(in: 1...40, using: &generator)
      let text = (0..<length).map { _ in Self.pieces.randomElement(using: &generator)! }.joined()
      var renderer = MarkdownHTMLRenderer()
      _ = renderer.html(text)
      _ = MathMLRenderer.html(for: text, isDisplay: true)
      _ = TerminalText.html(text)
      _ = SwiftHighlighter.html(text)
      _ = try? Notebook(json: Array(text.utf8))
    }
  }
}
