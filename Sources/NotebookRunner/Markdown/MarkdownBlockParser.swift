// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Parses lines into blocks; what stands inside a quote or a list item is parsed by a parser of its own.
struct MarkdownBlockParser {
  var lines: [MarkdownLine]
  var references: [String: MarkdownReference]
  /// How deep in quotes and lists; beyond `maximumDepth` markers are text, so hostile input cannot exhaust the stack.
  var depth = 0
  var position = 0
  var blocks: [MarkdownBlock] = []
  /// A blank line has been met since the last block.
  var followsBlank = false
  /// A blank line stands between two of the blocks; as an item's content that makes its list loose.
  var hasBlankBetweenBlocks = false

  static let maximumDepth = 50

  init(lines: [MarkdownLine], references: [String: MarkdownReference], depth: Int = 0) {
    self.lines = lines
    self.references = references
    self.depth = depth
  }

  mutating func parse() -> [MarkdownBlock] {
    while position < lines.count {
      let line = lines[position]
      if line.isBlank {
        followsBlank = true
        position += 1
        continue
      }
      if followsBlank, !blocks.isEmpty { hasBlankBetweenBlocks = true }
      followsBlank = false
      if line.indent >= 4 {
        parseIndentedCode()
      } else if let fence = MarkdownFence(opening: line) {
        parseFencedCode(fence)
      } else if let heading = Self.atxHeading(line) {
        blocks.append(.heading(level: heading.level, inlines(heading.text)))
        position += 1
      } else if Self.isThematicBreak(line) {
        blocks.append(.thematicBreak)
        position += 1
      } else if line.text.first == ">", depth < Self.maximumDepth {
        parseBlockQuote()
      } else if let marker = MarkdownListMarker(line), depth < Self.maximumDepth {
        parseList(first: marker)
      } else if let kind = MarkdownHTMLBlock(opening: line) {
        parseHTML(kind)
      } else if !parseMath(), !parseTable() {
        parseParagraph()
      }
    }
    return blocks
  }

  func inlines(_ text: some StringProtocol) -> [MarkdownInline] {
    var parser = MarkdownInlineParser(String(text), references: references)
    return parser.parse()
  }

  func nested(_ lines: [MarkdownLine]) -> (blocks: [MarkdownBlock], hasBlankBetweenBlocks: Bool) {
    var parser = MarkdownBlockParser(lines: lines, references: references, depth: depth + 1)
    return (parser.parse(), parser.hasBlankBetweenBlocks)
  }

  /// Whether `line` ends a paragraph that is open before it.
  func interruptsParagraph(_ line: MarkdownLine) -> Bool {
    guard !line.isBlank else { return true }
    guard line.indent < 4 else { return false }
    if line.text.first == ">" || Self.isThematicBreak(line) || Self.atxHeading(line) != nil { return true }
    if MarkdownFence(opening: line) != nil || line.text.hasPrefix("$$") { return true }
    if let marker = MarkdownListMarker(line), marker.mayInterruptParagraph { return true }
    return MarkdownHTMLBlock(opening: line)?.mayInterruptParagraph ?? false
  }
}

// MARK: - Leaf blocks

extension MarkdownBlockParser {
  static func atxHeading(_ line: MarkdownLine) -> (level: Int, text: Substring)? {
    guard line.indent < 4 else { return nil }
    let hashes = line.text.prefix { $0 == "#" }
    var text = line.text.dropFirst(hashes.count)
    guard (1...6).contains(hashes.count), text.first?.isWhitespace ?? true else { return nil }
    text = text.trimmed
    // A closing run of # counts only when a space (or nothing) stands before it.
    let withoutRun = text.droppingSuffix { $0 == "#" }
    if withoutRun.last?.isWhitespace ?? true { text = withoutRun.trimmed }
    return (hashes.count, text)
  }

  static func isThematicBreak(_ line: MarkdownLine) -> Bool {
    guard line.indent < 4, let first = line.text.first, "*-_".contains(first) else { return false }
    let marks = line.text.filter { !$0.isWhitespace }
    return marks.count >= 3 && marks.allSatisfy { $0 == first }
  }

  mutating func parseIndentedCode() {
    var code: [String] = []
    while position < lines.count, lines[position].indent >= 4 || lines[position].isBlank {
      code.append(lines[position].dedented(by: 4).verbatim)
      position += 1
    }
    while code.last?.allSatisfy(\.isWhitespace) ?? false {
      code.removeLast()
      followsBlank = true
    }
    blocks.append(.code(language: nil, code.joined(separator: "\n")))
  }

  mutating func parseFencedCode(_ fence: MarkdownFence) {
    position += 1
    var code: [String] = []
    while position < lines.count, !fence.isClosed(by: lines[position]) {
      code.append(lines[position].dedented(by: fence.indent).verbatim)
      position += 1
    }
    position += 1
    blocks.append(.code(language: fence.language, code.joined(separator: "\n")))
  }

  mutating func parseHTML(_ kind: MarkdownHTMLBlock) {
    var html: [String] = []
    while position < lines.count {
      let line = lines[position]
      if kind.endsBefore(line) { break }
      html.append(line.verbatim)
      position += 1
      if kind.endsAfter(line) { break }
    }
    blocks.append(.html(html.joined(separator: "\n")))
  }

  mutating func parseParagraph() {
    var text = [String(lines[position].text)]
    position += 1
    while position < lines.count, !interruptsParagraph(lines[position]) {
      if let level = Self.setextLevel(lines[position]) {
        position += 1
        blocks.append(.heading(level: level, inlines(text.joined(separator: "\n").trimmed)))
        return
      }
      text.append(String(lines[position].text))
      position += 1
    }
    // `---` is a rule to `interruptsParagraph`, but under a paragraph it makes a heading.
    if position < lines.count, let level = Self.setextLevel(lines[position]) {
      position += 1
      blocks.append(.heading(level: level, inlines(text.joined(separator: "\n").trimmed)))
    } else {
      blocks.append(.paragraph(inlines(text.joined(separator: "\n").droppingSuffix(\.isWhitespace))))
    }
  }

  private static func setextLevel(_ line: MarkdownLine) -> Int? {
    guard line.indent < 4, let first = line.text.first, first == "=" || first == "-" else { return nil }
    let rest = line.text.drop { $0 == first }
    return rest.allSatisfy(\.isWhitespace) ? (first == "=" ? 1 : 2) : nil
  }
}

extension StringProtocol {
  /// Without white space at either end.
  var trimmed: SubSequence { droppingSuffix(\.isWhitespace).drop(while: \.isWhitespace) }

  func droppingSuffix(_ isDropped: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
