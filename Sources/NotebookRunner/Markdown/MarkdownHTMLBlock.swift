// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How a block of raw HTML began, which decides where it ends (CommonMark 4.6).
enum MarkdownHTMLBlock: Equatable, Sendable {
  /// `<pre`, `<script`, `<style`, `<textarea`: to the closing tag, over blank lines.
  case verbatim(tag: String)
  /// `<!--` to `-->`.
  case comment
  /// A block-level tag: to the next blank line.
  case block
  /// Any other complete tag alone on its line: to the next blank line.
  case lone

  init?(opening line: MarkdownLine) {
    guard line.indent < 4, line.text.first == "<" else { return nil }
    if line.text.hasPrefix("<!--") {
      self = .comment
      return
    }
    let afterBracket = line.text.dropFirst()
    let isClosing = afterBracket.first == "/"
    let name = afterBracket.dropFirst(isClosing ? 1 : 0).prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let tag = name.lowercased()
    let next = afterBracket.dropFirst(name.count + (isClosing ? 1 : 0)).first
    let nameEnds = next.map { $0.isWhitespace || $0 == ">" || $0 == "/" } ?? true
    guard !tag.isEmpty, nameEnds else { return nil }
    if Self.verbatimTags.contains(tag), !isClosing {
      self = .verbatim(tag: tag)
    } else if Self.blockTags.contains(tag) {
      self = .block
    } else {
      var scanner = MarkdownScanner(line.text)
      guard scanner.scanHTMLTag() != nil else { return nil }
      scanner.skipWhitespace()
      guard scanner.isAtEnd else { return nil }
      self = .lone
    }
  }

  var mayInterruptParagraph: Bool { self != .lone }

  func endsAfter(_ line: MarkdownLine) -> Bool {
    switch self {
    case .verbatim(let tag): line.text.lowercased().contains("</\(tag)>")
    case .comment: line.text.contains("-->")
    case .block, .lone: false
    }
  }

  func endsBefore(_ line: MarkdownLine) -> Bool {
    switch self {
    case .verbatim, .comment: false
    case .block, .lone: line.isBlank
    }
  }

  private static let verbatimTags: Set<String> = ["pre", "script", "style", "textarea"]

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "base", "blockquote", "body", "caption", "center", "col", "colgroup", "dd",
    "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "nav", "ol",
    "optgroup", "option", "p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "title", "tr", "track", "ul",
  ]
}
