// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The marker of a list item: `-`, `+`, `*`, `1.` or `1)`.
struct MarkdownListMarker: Equatable, Sendable {
  /// The bullet, or the delimiter after the number; a change of it begins a new list.
  var delimiter: Character
  /// The number of an ordered item.
  var number: Int?
  /// Columns from the margin to the item's content.
  var contentIndent: Int
  /// The item's first line, as its content sees it.
  var firstLine: MarkdownLine

  init?(_ line: MarkdownLine) {
    guard line.indent < 4, let first = line.text.first, !MarkdownBlockParser.isThematicBreak(line) else { return nil }
    var width = 1
    if "-+*".contains(first) {
      delimiter = first
    } else {
      let digits = line.text.prefix { $0.isASCII && $0.isNumber }
      guard (1...9).contains(digits.count), let after = line.text.dropFirst(digits.count).first,
        after == "." || after == ")"
      else { return nil }
      delimiter = after
      number = Int(digits)
      width = digits.count + 1
    }
    let rest = line.text.dropFirst(width)
    guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
    // Tabs count from the marker's own column.
    var column = line.indent + width
    let markerEnd = column
    var content = rest
    while let space = content.first, space == " " || space == "\t" {
      column += space == " " ? 1 : 4 - column % 4
      content.removeFirst()
    }
    let padding = column - markerEnd
    if content.isEmpty || padding > 4 {
      // Empty items, and items that begin with indented code, have their content one column after the marker.
      contentIndent = markerEnd + 1
      firstLine = MarkdownLine(indent: content.isEmpty ? 0 : padding - 1, text: content)
    } else {
      contentIndent = column
      firstLine = MarkdownLine(indent: 0, text: content)
    }
  }

  /// Only a non-empty item, numbered 1 if at all, may follow a paragraph's line without a blank between.
  var mayInterruptParagraph: Bool { !firstLine.isBlank && (number == nil || number == 1) }

  func continues(_ other: MarkdownListMarker) -> Bool {
    delimiter == other.delimiter && (number == nil) == (other.number == nil)
  }
}

extension MarkdownBlockParser {
  mutating func parseBlockQuote() {
    var content: [MarkdownLine] = []
    while position < lines.count {
      let line = lines[position]
      if line.indent < 4, line.text.first == ">" {
        var rest = MarkdownLine(line.text.dropFirst())
        rest.indent = max(0, rest.indent - 1)
        content.append(rest)
      } else if isLazyContinuation(line, of: content) {
        content.append(line)
      } else {
        break
      }
      position += 1
    }
    blocks.append(.blockQuote(nested(content).blocks))
  }

  mutating func parseList(first: MarkdownListMarker) {
    var items: [[MarkdownBlock]] = []
    var isTight = true
    var marker: MarkdownListMarker? = first
    while let current = marker {
      let (content, endsBlank) = parseItemLines(current)
      let item = nested(content)
      items.append(item.blocks)
      if item.hasBlankBetweenBlocks { isTight = false }
      followsBlank = endsBlank
      marker = nil
      if position < lines.count, let next = MarkdownListMarker(lines[position]), next.continues(first) {
        if endsBlank { isTight = false }
        marker = next
      }
    }
    blocks.append(.list(MarkdownList(start: first.number, isTight: isTight, items: items)))
  }

  /// The lines of the item at `position`, seen from its content's margin, and whether blank lines follow it.
  private mutating func parseItemLines(_ marker: MarkdownListMarker) -> (lines: [MarkdownLine], endsBlank: Bool) {
    var content = [marker.firstLine]
    position += 1
    while position < lines.count {
      let line = lines[position]
      if line.isBlank {
        // An item may begin with at most one blank line.
        if content.count == 1, content[0].isBlank { break }
        content.append(MarkdownLine(indent: 0, text: ""))
      } else if line.indent >= marker.contentIndent {
        content.append(line.dedented(by: marker.contentIndent))
      } else if isLazyContinuation(line, of: content) {
        content.append(line)
      } else {
        break
      }
      position += 1
    }
    var endsBlank = position < lines.count && lines[position].isBlank
    while content.count > 1, content.last?.isBlank ?? false {
      content.removeLast()
      endsBlank = true
    }
    while position < lines.count, lines[position].isBlank { position += 1 }
    return (content, endsBlank)
  }

  /// A paragraph goes on in a quote or an item although the line lacks the marker or the indentation.
  private func isLazyContinuation(_ line: MarkdownLine, of content: [MarkdownLine]) -> Bool {
    guard !line.isBlank, MarkdownListMarker(line) == nil, !interruptsParagraph(line) else { return false }
    return Self.endsInParagraph(content)
  }

  /// Whether the last of `content` is a paragraph's line, also one inside further quotes and items. Judged from that
  /// line and the fences before it: parsing the content anew for each line would take time exponential in the depth.
  private static func endsInParagraph(_ content: [MarkdownLine]) -> Bool {
    var fence: MarkdownFence?
    for line in content {
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
      } else {
        fence = MarkdownFence(opening: line)
      }
    }
    guard fence == nil, var line = content.last else { return false }
    while !line.isBlank, line.indent < 4 {
      if line.text.first == ">" {
        line = MarkdownLine(line.text.dropFirst()).dedented(by: 1)
      } else if let marker = MarkdownListMarker(line) {
        line = marker.firstLine
      } else {
        return atxHeading(line) == nil && !isThematicBreak(line) && MarkdownFence(opening: line) == nil
      }
    }
    return false
  }
}
