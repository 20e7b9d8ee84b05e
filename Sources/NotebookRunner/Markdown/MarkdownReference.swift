// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A link reference definition, `[label]: destination "title"`.
struct MarkdownReference: Equatable, Sendable {
  var destination: String
  var title: String?

  /// Labels are matched without regard to case and with white space collapsed.
  static func normalise(_ label: some StringProtocol) -> String {
    label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Takes the definitions out of `lines`. The first definition of a label wins. Definitions inside fences are text.
  static func extract(
    from lines: [MarkdownLine], into references: inout [String: MarkdownReference]
  ) -> [MarkdownLine] {
    var kept: [MarkdownLine] = []
    var fence: MarkdownFence?
    for line in lines {
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
        kept.append(line)
      } else if let open = MarkdownFence(opening: line) {
        fence = open
        kept.append(line)
      } else if line.indent < 4, mayHoldDefinition(after: kept.last), let (label, reference) = parse(line.text) {
        if references[label] == nil { references[label] = reference }
        // A blank line in its place keeps the paragraphs before and after it apart.
        kept.append(MarkdownLine(indent: 0, text: ""))
      } else {
        kept.append(line)
      }
    }
    return kept
  }

  /// A definition cannot interrupt a paragraph; it may follow a heading.
  private static func mayHoldDefinition(after line: MarkdownLine?) -> Bool {
    guard let line else { return true }
    return line.isBlank || line.indent < 4 && line.text.hasPrefix("#")
  }

  private static func parse(_ text: Substring) -> (String, MarkdownReference)? {
    guard text.first == "[", let close = text.firstIndex(of: "]") else { return nil }
    let label = normalise(text[text.index(after: text.startIndex)..<close])
    // `[^1]: …` is a footnote elsewhere; read as a definition its text would vanish.
    guard !label.isEmpty, !label.hasPrefix("^"), text[close...].hasPrefix("]:") else { return nil }
    var scanner = MarkdownScanner(text[close...].dropFirst(2))
    scanner.skipWhitespace()
    guard let destination = scanner.scanLinkDestination(), !destination.isEmpty else { return nil }
    let hadSpace = scanner.skipWhitespace()
    let title = hadSpace ? scanner.scanLinkTitle() : nil
    scanner.skipWhitespace()
    guard scanner.isAtEnd else { return nil }
    return (label, MarkdownReference(destination: destination, title: title))
  }
}
