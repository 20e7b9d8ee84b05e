// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Parses the text of a block into inlines, after the algorithm in CommonMark's appendix: one pass that collects text,
/// delimiter runs and brackets, then `resolveEmphasis` pairs the runs.
struct MarkdownInlineParser {
  /// A piece of the result under construction.
  enum Node {
    case inline(MarkdownInline)
    case delimiter(Delimiter)
    case bracket(isImage: Bool, textStart: Int, isActive: Bool)
  }

  /// A run of `*`, `_` or `~` that may open or close emphasis.
  struct Delimiter {
    var character: Character
    var count: Int
    var originalCount: Int
    var canOpen: Bool
    var canClose: Bool
  }

  var scanner: MarkdownScanner
  let references: [String: MarkdownReference]
  var nodes: [Node] = []
  var pendingText = ""

  init(_ text: String, references: [String: MarkdownReference]) {
    scanner = MarkdownScanner(text)
    self.references = references
  }

  mutating func parse() -> [MarkdownInline] {
    while let character = scanner.current {
      switch character {
      case "\\": parseBackslash()
      case "`": parseCodeSpan()
      case "*", "_", "~": parseDelimiterRun(character)
      case "[":
        openBracket(isImage: false)
      case "!" where scanner.peek(1) == "[":
        scanner.position += 1
        openBracket(isImage: true)
      case "]": closeBracket()
      case "<": parseAngle()
      case "&": pendingText += scanner.scanEscapedCharacter()
      case "$": parseMath()
      case "\n": parseLineBreak()
      default:
        pendingText.append(character)
        scanner.position += 1
      }
    }
    flushText()
    return Self.resolveEmphasis(nodes)
  }

  mutating func flushText() {
    guard !pendingText.isEmpty else { return }
    nodes.append(.inline(.text(pendingText)))
    pendingText = ""
  }

  mutating func append(_ inline: MarkdownInline) {
    flushText()
    nodes.append(.inline(inline))
  }

  private mutating func parseBackslash() {
    if scanner.peek(1) == "\n" {
      scanner.position += 2
      append(.hardBreak)
    } else if let (tex, isDisplay) = scanner.scanBackslashMath() {
      append(.math(tex, isDisplay: isDisplay))
    } else {
      pendingText += scanner.scanEscapedCharacter()
    }
  }

  private mutating func parseCodeSpan() {
    let length = scanner.runLength()
    let start = scanner.position + length
    var end = start
    while end < scanner.characters.count {
      var run = 0
      while end + run < scanner.characters.count, scanner.characters[end + run] == "`" { run += 1 }
      if run == length {
        var code = scanner.text(from: start, to: end).replacing("\n", with: " ")
        if code.first == " ", code.last == " ", code.contains(where: { $0 != " " }) {
          code = String(code.dropFirst().dropLast())
        }
        append(.code(code))
        scanner.position = end + length
        return
      }
      end += max(run, 1)
    }
    pendingText += scanner.text(from: scanner.position, to: start)
    scanner.position = start
  }

  private mutating func parseAngle() {
    if let (destination, text) = scanner.scanAutolink() {
      append(.link(destination: destination, title: nil, [.text(text)]))
    } else if let tag = scanner.scanHTMLTag() {
      append(.html(tag))
    } else {
      pendingText.append("<")
      scanner.position += 1
    }
  }

  private mutating func parseMath() {
    if let (tex, isDisplay) = scanner.scanDollarMath() {
      append(.math(tex, isDisplay: isDisplay))
    } else {
      let length = scanner.runLength()
      pendingText += String(repeating: "$", count: length)
      scanner.position += length
    }
  }

  private mutating func parseLineBreak() {
    let isHard = pendingText.hasSuffix("  ")
    pendingText = String(pendingText.droppingSuffix { $0 == " " })
    append(isHard ? .hardBreak : .softBreak)
    scanner.position += 1
    while scanner.current == " " { scanner.position += 1 }
  }

  private mutating func parseDelimiterRun(_ character: Character) {
    let length = scanner.runLength()
    let before = scanner.peek(-1) ?? "\n"
    let after = scanner.peek(length) ?? "\n"
    scanner.position += length
    // GitHub's strikethrough takes one or two tildes; more are text.
    if character == "~", length > 2 {
      pendingText += String(repeating: "~", count: length)
      return
    }
    let afterIsPunctuation = after.isPunctuation || after.isSymbol
    let beforeIsPunctuation = before.isPunctuation || before.isSymbol
    let isLeftFlanking = !after.isWhitespace && (!afterIsPunctuation || before.isWhitespace || beforeIsPunctuation)
    let isRightFlanking = !before.isWhitespace && (!beforeIsPunctuation || after.isWhitespace || afterIsPunctuation)
    // An underscore inside a word, as in snake_case, is text.
    let isUnderscore = character == "_"
    flushText()
    nodes.append(
      .delimiter(
        Delimiter(
          character: character, count: length, originalCount: length,
          canOpen: isLeftFlanking && (!isUnderscore || !isRightFlanking || beforeIsPunctuation),
          canClose: isRightFlanking && (!isUnderscore || !isLeftFlanking || afterIsPunctuation))))
  }
}
