// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A block of a Markdown document, after CommonMark's chapter 4 and 5, with GitHub's tables and Jupyter's display math.
package indirect enum MarkdownBlock: Equatable, Sendable {
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  /// Fenced or indented code; `language` is the first word of the info string.
  case code(language: String?, String)
  case blockQuote([MarkdownBlock])
  case list(MarkdownList)
  case table(MarkdownTable)
  case thematicBreak
  /// Raw HTML, passed through.
  case html(String)
  /// TeX between `$$` and `$$`, or a `\begin{…}` environment.
  case math(String)
}

package struct MarkdownList: Equatable, Sendable {
  /// The first number of an ordered list; nil for a bullet list.
  package var start: Int?
  /// A tight list shows its items' paragraphs without `<p>`.
  package var isTight: Bool
  package var items: [[MarkdownBlock]]
}

package struct MarkdownTable: Equatable, Sendable {
  package enum Alignment: String, Sendable { case left, center, right }

  /// One entry per column; nil where the delimiter row does not say.
  package var alignments: [Alignment?]
  package var header: [[MarkdownInline]]
  /// Every row has as many cells as the header.
  package var rows: [[[MarkdownInline]]]
}

package indirect enum MarkdownInline: Equatable, Sendable {
  case text(String)
  case code(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case strikethrough([MarkdownInline])
  case link(destination: String, title: String?, [MarkdownInline])
  case image(source: String, title: String?, alternative: String)
  /// A raw tag or comment, passed through.
  case html(String)
  /// TeX between `$` and `$`, or `$$` and `$$` inside a paragraph.
  case math(String, isDisplay: Bool)
  case softBreak
  case hardBreak
}

extension [MarkdownInline] {
  /// The text without its markup: for anchors, `alt` and the page title.
  package var plainText: String {
    map { inline -> String in
      switch inline {
      case .text(let text), .code(let text), .math(let text, _): text
      case .emphasis(let children), .strong(let children), .strikethrough(let children), .link(_, _, let children):
        children.plainText
      case .image(_, _, let alternative): alternative
      case .html: ""
      case .softBreak, .hardBreak: " "
      }
    }.joined()
  }
}
