// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension MarkdownBlockParser {
  /// Display math, if it begins here: `$$ … $$`, which may hold blank lines, or `\begin{…} … \end{…}`.
  mutating func parseMath() -> Bool {
    let first = lines[position].text
    if first.hasPrefix("$$") { return parseMath(from: first.dropFirst(2), closer: "$$", keepsDelimiters: false) }
    guard first.hasPrefix("\\begin{"), let brace = first.firstIndex(of: "}") else { return false }
    let name = first[first.index(first.startIndex, offsetBy: 7)..<brace]
    return parseMath(from: first, closer: "\\end{\(name)}", keepsDelimiters: true)
  }

  private mutating func parseMath(from firstLine: Substring, closer: String, keepsDelimiters: Bool) -> Bool {
    var tex = ""
    for index in position..<lines.count {
      let text = index == position ? firstLine : lines[index].text
      if let range = text.firstRange(of: closer) {
        // Text after the closing delimiter makes this inline math of a paragraph.
        guard text[range.upperBound...].allSatisfy(\.isWhitespace) else { return false }
        tex += text[..<(keepsDelimiters ? range.upperBound : range.lowerBound)]
        position = index + 1
        blocks.append(.math(String(tex.trimmed)))
        return true
      }
      tex += text + "\n"
    }
    return false
  }
}
