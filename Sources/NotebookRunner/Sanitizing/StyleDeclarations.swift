// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Declarations of CSS, such as a `style` attribute holds, of which only those stay that change how an element looks and
/// where it stands in the text: nothing positions, covers or loads.
enum StyleDeclarations {
  static func filtered(_ text: String) -> String {
    pieces(of: withoutComments(text), separatedBy: ";").compactMap(declaration).joined(separator: ";")
  }

  private static func declaration(_ text: Substring) -> String? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = text[..<colon].trimmed.lowercased()
    let value = text[text.index(after: colon)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard isKnown(name), !value.isEmpty, isSafe(value) else { return nil }
    // What is pulled over its neighbours would leave its place.
    if mustNotBeNegative.contains(where: name.hasPrefix), value.contains("-") || value.contains("(") { return nil }
    return "\(name):\(value)"
  }

  private static let mustNotBeNegative = ["margin", "text-indent", "letter-spacing", "word-spacing"]

  private static let families = [
    "background", "border", "column", "fill", "flex", "flood", "font", "grid", "list-style", "margin", "marker", "mask",
    "outline", "padding", "stop", "stroke", "text",
  ]

  private static let properties: Set<String> = [
    "accent-color", "align-content", "align-items", "align-self", "alignment-baseline", "aspect-ratio",
    "baseline-shift",
    "box-shadow", "box-sizing", "caption-side", "clear", "clip-path", "clip-rule", "color", "color-interpolation",
    "color-interpolation-filters", "color-rendering", "color-scheme", "content", "cursor", "direction", "display",
    "dominant-baseline", "empty-cells", "filter", "float", "gap", "height", "hyphens", "image-rendering", "isolation",
    "justify-content", "justify-items", "justify-self", "letter-spacing", "lighting-color", "line-height", "max-height",
    "max-width", "min-height", "min-width", "mix-blend-mode", "object-fit", "object-position", "opacity", "order",
    "overflow", "overflow-wrap", "overflow-x", "overflow-y", "paint-order", "quotes", "row-gap", "shape-rendering",
    "tab-size", "table-layout", "unicode-bidi", "user-select", "vector-effect", "vertical-align", "visibility",
    "white-space", "width", "word-break", "word-spacing", "word-wrap", "writing-mode",
  ]

  private static func isKnown(_ name: String) -> Bool {
    guard name.utf8.allSatisfy({ HTMLTokenizer.isLetter($0) || $0 == UInt8(ascii: "-") }) else { return false }
    return properties.contains(name) || families.contains { name == $0 || name.hasPrefix($0 + "-") }
  }

  static func isSafe(_ value: String) -> Bool {
    guard isBalanced(value), value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && !#"\<{}@"#.utf8.contains($0) }) else {
      return false
    }
    let lower = value.lowercased()
    guard
      !["expression", "javascript:", "vbscript:", "image(", "image-set(", "element(", "src("].contains(
        where: lower.contains)
    else { return false }
    return addresses(in: lower).allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:image/") }
  }

  /// Whether an attribute of SVG names nothing but parts of its own document.
  static func refersOnlyWithin(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.contains(UInt8(ascii: "(")) || value.contains(UInt8(ascii: "\\")) || value.contains(UInt8(ascii: "&"))
    else {
      return true
    }
    let text = HTMLText.decoded(value).lowercased()
    return !text.contains("\\") && addresses(in: text).allSatisfy { $0.hasPrefix("#") }
  }

  /// What stands in each `url(…)`, without its quotation mark.
  private static func addresses(in value: String) -> [Substring] {
    value.split(separator: "url(", omittingEmptySubsequences: false).dropFirst().map { rest in
      let address = rest.drop { $0.isWhitespace }
      return address.first == "\"" || address.first == "'" ? address.dropFirst() : address
    }
  }

  private static func isBalanced(_ text: String) -> Bool {
    var (depth, quote): (Int, UInt8?) = (0, nil)
    for byte in text.utf8 {
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0 && quote == nil
  }

  /// The parts between separators that stand in no quotation marks and no brackets.
  static func pieces(of text: some StringProtocol, separatedBy separator: Unicode.Scalar) -> [Substring] {
    let text = Substring(text)
    var (pieces, start): ([Substring], Substring.Index) = ([], text.startIndex)
    var (depth, quote): (Int, UInt8?) = (0, nil)
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: separator) where depth <= 0:
        pieces.append(text[start..<index])
        start = text.utf8.index(after: index)
      default: break
      }
    }
    return pieces + [text[start...]]
  }

  static func withoutComments(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "*")) else { return text }
    var (result, rest) = ("", text[...])
    while let open = rest.firstRange(of: "/*") {
      result += rest[..<open.lowerBound] + " "
      guard let close = rest[open.upperBound...].firstRange(of: "*/") else { return result }
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}
