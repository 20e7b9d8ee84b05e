// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Text of foreign HTML: what it says, and how it is written again.
enum HTMLText {
  /// Appends text or an attribute's value so that none of it is markup. Character references stay as they are, for a
  /// browser knows more of them; an ampersand that begins none is escaped.
  static func append(_ text: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var position = text.startIndex
    while position < text.endIndex {
      let plain = text[position...].firstIndex { isSpecial($0) } ?? text.endIndex
      out += text[position..<plain]
      guard plain < text.endIndex else { return }
      position = plain + 1
      switch text[plain] {
      case UInt8(ascii: "<"): out += "&lt;".utf8
      case UInt8(ascii: ">"): out += "&gt;".utf8
      case UInt8(ascii: "\""): out += "&quot;".utf8
      case UInt8(ascii: "&"): out += isReference(text[position...]) ? "&".utf8 : "&amp;".utf8
      default: out += "\u{FFFD}".utf8
      }
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "&"), 0x7F: true
    default: byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }
  }

  /// Whether `name;`, `#123;` or `#x1f;` comes next.
  private static func isReference(_ text: ArraySlice<UInt8>) -> Bool {
    let name = text.prefix(40).prefix {
      HTMLTokenizer.isLetter($0) || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "#")
    }
    guard !name.isEmpty, name.endIndex < text.endIndex, text[name.endIndex] == UInt8(ascii: ";") else { return false }
    return !name.dropFirst().contains(UInt8(ascii: "#"))
  }

  /// What a browser reads, as far as our table of character references goes; the rest stays as it is written.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    var scanner = MarkdownScanner(text)
    var result = ""
    while let character = scanner.current {
      if let entity = scanner.scanEntity() {
        result += entity
      } else {
        result.append(character)
        scanner.position += 1
      }
    }
    return result
  }
}
