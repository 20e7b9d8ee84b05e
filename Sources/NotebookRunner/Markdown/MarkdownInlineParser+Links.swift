// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension MarkdownInlineParser {
  mutating func openBracket(isImage: Bool) {
    flushText()
    scanner.position += 1
    nodes.append(.bracket(isImage: isImage, textStart: scanner.position, isActive: true))
  }

  /// At `]`: makes a link or an image of the nearest open bracket if a target follows.
  mutating func closeBracket() {
    flushText()
    let labelEnd = scanner.position
    scanner.position += 1
    let open = nodes.lastIndex {
      if case .bracket = $0 { true } else { false }
    }
    guard let open, case .bracket(let isImage, let textStart, let isActive) = nodes[open] else {
      pendingText.append("]")
      return
    }
    guard isActive, let target = scanTarget(label: scanner.text(from: textStart, to: labelEnd)) else {
      nodes[open] = .inline(.text(isImage ? "![" : "["))
      pendingText.append("]")
      return
    }
    let children = Self.resolveEmphasis(Array(nodes[(open + 1)...]))
    nodes.removeSubrange(open...)
    if isImage {
      append(.image(source: target.destination, title: target.title, alternative: children.plainText))
    } else {
      append(.link(destination: target.destination, title: target.title, children))
      deactivateLinks()
    }
  }

  /// Links do not nest: brackets opened before a link can only become images.
  private mutating func deactivateLinks() {
    for index in nodes.indices {
      if case .bracket(isImage: false, let textStart, _) = nodes[index] {
        nodes[index] = .bracket(isImage: false, textStart: textStart, isActive: false)
      }
    }
  }

  /// What stands after `]`: `(destination "title")`, `[label]`, `[]` or nothing; the last three need a definition.
  private mutating func scanTarget(label: String) -> MarkdownReference? {
    let start = scanner.position
    if scanner.current == "(", let target = scanInlineTarget() { return target }
    scanner.position = start
    if scanner.current == "[", let close = scanner.characters[start...].firstIndex(of: "]") {
      let explicit = scanner.text(from: start + 1, to: close)
      if let target = references[MarkdownReference.normalise(explicit.isEmpty ? label : explicit)] {
        scanner.position = close + 1
        return target
      }
    }
    return references[MarkdownReference.normalise(label)]
  }

  private mutating func scanInlineTarget() -> MarkdownReference? {
    scanner.position += 1
    scanner.skipWhitespace()
    guard let destination = scanner.scanLinkDestination() else { return nil }
    var title: String?
    if scanner.skipWhitespace() {
      title = scanner.scanLinkTitle()
      scanner.skipWhitespace()
    }
    guard scanner.current == ")" else { return nil }
    scanner.position += 1
    return MarkdownReference(destination: destination, title: title)
  }
}

extension MarkdownScanner {
  /// `<https://example.org>` or `<name@example.org>`. Moves only on success.
  mutating func scanAutolink() -> (destination: String, text: String)? {
    guard current == "<", let close = characters[position...].firstIndex(of: ">") else { return nil }
    let content = text(from: position + 1, to: close)
    guard !content.contains(where: { $0.isWhitespace || $0 == "<" }) else { return nil }
    let scheme = content.prefix { $0 != ":" }
    if scheme.count < content.count, (2...32).contains(scheme.count), scheme.first!.isLetter,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) })
    {
      position = close + 1
      return (content, content)
    }
    let parts = content.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !content.contains("/"), !content.contains("\"") {
      position = close + 1
      return ("mailto:" + content, content)
    }
    return nil
  }

  /// `$…$` or `$$…$$`. A single dollar opens only before, and closes only after, something that is not a space, and
  /// does not close before a digit: "$5 and $10" are prices. Moves only on success.
  mutating func scanDollarMath() -> (tex: String, isDisplay: Bool)? {
    let length = runLength()
    guard length <= 2 else { return nil }
    let start = position + length
    guard start < characters.count, length == 2 || !characters[start].isWhitespace else { return nil }
    var end = start
    while end < characters.count {
      if characters[end] == "\\" {
        end += 2
        continue
      }
      if characters[end] == "`" { return nil }
      if characters[end] == "$" {
        let after = end + 1 < characters.count ? characters[end + 1] : " "
        if length == 2, after == "$", end > start {
          defer { position = end + 2 }
          return (text(from: start, to: end), true)
        }
        if length == 1, end > start, !characters[end - 1].isWhitespace, !after.isNumber, after != "$" {
          defer { position = end + 1 }
          return (text(from: start, to: end), false)
        }
        if length == 1 { return nil }
      }
      end += 1
    }
    return nil
  }

  /// `\\(…\\)` and `\\[…\\]`, as Jupyter's front ends write TeX's own delimiters. Moves only on success.
  mutating func scanBackslashMath() -> (tex: String, isDisplay: Bool)? {
    guard peek(0) == "\\", peek(1) == "\\", let open = peek(2), open == "(" || open == "[" else { return nil }
    let closer: Character = open == "(" ? ")" : "]"
    var end = position + 3
    while end + 2 < characters.count {
      if characters[end] == "\\", characters[end + 1] == "\\", characters[end + 2] == closer {
        defer { position = end + 3 }
        return (text(from: position + 3, to: end), open == "[")
      }
      end += 1
    }
    return nil
  }
}
