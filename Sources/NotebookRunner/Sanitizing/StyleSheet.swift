// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A style sheet of foreign HTML, whose rules are confined to the element that it came with.
///
/// Rules and `@media` stay, with the declarations that ``StyleDeclarations`` lets through; imports, fonts, animations and
/// whatever cannot be read are left out.
struct StyleSheet {
  private let bytes: [UInt8]

  init(_ content: ArraySlice<UInt8>) {
    var text = String(decoding: content, as: UTF8.self)
    // Marks around it that hid style sheets from old browsers and XML.
    for mark in ["<!--", "-->", "<![CDATA[", "]]>"] { text = text.replacing(mark, with: " ") }
    bytes = Array(StyleDeclarations.withoutComments(text).utf8)
  }

  func confined(to scope: String) -> String {
    var position = 0
    return rules(&position, scope, depth: 0)
  }

  /// The rules up to the end or to the brace that closes the block around them.
  private func rules(_ position: inout Int, _ scope: String, depth: Int) -> String {
    var result = ""
    while position < bytes.count {
      let start = position
      skip(&position, to: "{;}")
      let prelude = String(decoding: bytes[start..<position], as: UTF8.self).trimmed
      guard position < bytes.count else { break }
      let mark = bytes[position]
      position += 1
      if mark == UInt8(ascii: "}") {
        if depth > 0 { break }
        continue
      }
      guard mark == UInt8(ascii: "{") else { continue }
      if prelude.lowercased().hasPrefix("@media"), depth < 4 {
        let inner = rules(&position, scope, depth: depth + 1)
        if !inner.isEmpty, Self.isCondition(prelude.dropFirst(6)) {
          result += "@media\(prelude.dropFirst(6)) {\n\(inner)}\n"
        }
        continue
      }
      let body = block(&position)
      guard !prelude.hasPrefix("@"), let body, let selectors = Self.confined(prelude, to: scope) else { continue }
      let declarations = StyleDeclarations.filtered(String(decoding: body, as: UTF8.self))
      if !declarations.isEmpty { result += "\(selectors) {\(declarations)}\n" }
    }
    return result
  }

  /// Moves to the next of `marks` that stands in no quotation marks and no brackets.
  private func skip(_ position: inout Int, to marks: StaticString) {
    var (depth, quote): (Int, UInt8?) = (0, nil)
    while position < bytes.count {
      let byte = bytes[position]
      if let open = quote {
        if byte == open || byte == 0x0A { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
        case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
        default:
          let isMark = marks.withUTF8Buffer { $0.contains(byte) }
          // A bracket that is not closed ends with the block it stands in.
          if isMark, depth == 0 || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { return }
        }
      }
      position += 1
    }
  }

  /// The content of a block, behind whose closing brace `position` is left; nil where blocks are nested in it.
  private func block(_ position: inout Int) -> ArraySlice<UInt8>? {
    let start = position
    var (depth, isNested) = (1, false)
    while position < bytes.count {
      skip(&position, to: "{}")
      guard position < bytes.count else { break }
      depth += bytes[position] == UInt8(ascii: "{") ? 1 : -1
      isNested = isNested || depth > 1
      position += 1
      if depth == 0 { return isNested ? nil : bytes[start..<position - 1] }
    }
    return isNested ? nil : bytes[start...]
  }

  private static func isCondition(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { HTMLTokenizer.isLetter($0) || " 0123456789():,.-/\n\t<>=%".utf8.contains($0) }
      && !text.contains("</")
  }

  /// Every selector with the scope before it; nil if one of them could reach outside.
  private static func confined(_ list: Substring, to scope: String) -> String? {
    var result: [String] = []
    for piece in StyleDeclarations.pieces(of: list, separatedBy: ",") {
      let selector = piece.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      // A combinator at the start would look at what stands beside the scope.
      guard let first = selector.first, !">+~|".contains(first), !selector.contains("&"),
        StyleDeclarations.isSafe(selector)
      else { return nil }
      result.append("\(scope) \(selector)")
    }
    return result.joined(separator: ", ")
  }
}
