// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension MarkdownScanner {
  /// A raw tag or comment, whole (CommonMark 6.6). Moves only on success.
  mutating func scanHTMLTag() -> String? {
    guard current == "<" else { return nil }
    let start = position
    let isTag = text(from: start, to: min(start + 4, characters.count)) == "<!--" ? skipComment() : skipTag()
    if isTag { return text(from: start, to: position) }
    position = start
    return nil
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard current == character else { return false }
    position += 1
    return true
  }

  private mutating func skip(while isSkipped: (Character) -> Bool) -> Bool {
    let start = position
    while let character = current, isSkipped(character) { position += 1 }
    return position > start
  }

  private mutating func skipComment() -> Bool {
    position += 4
    while position + 2 < characters.count {
      if peek(0) == "-", peek(1) == "-", peek(2) == ">" {
        position += 3
        return true
      }
      position += 1
    }
    return false
  }

  private mutating func skipTag() -> Bool {
    position += 1
    let isClosing = skip("/")
    guard let first = current, first.isASCII, first.isLetter, skip(while: \.isHTMLNameCharacter) else { return false }
    if !isClosing { while skipAttribute() {} }
    skipWhitespace()
    if !isClosing { _ = skip("/") }
    return skip(">")
  }

  /// ` name`, ` name=value` or ` name="value"`. Moves only on success.
  private mutating func skipAttribute() -> Bool {
    let start = position
    guard skipWhitespace(), let first = current, first.isASCII, first.isLetter || "_:".contains(first),
      skip(while: { $0.isHTMLNameCharacter || "_:.".contains($0) })
    else {
      position = start
      return false
    }
    let nameEnd = position
    skipWhitespace()
    guard skip("=") else {
      position = nameEnd
      return true
    }
    skipWhitespace()
    var isValue = false
    if let quote = current, quote == "\"" || quote == "'" {
      position += 1
      _ = skip { $0 != quote }
      isValue = skip(quote)
    } else {
      isValue = skip { !$0.isWhitespace && !"\"'=<>`".contains($0) }
    }
    if !isValue { position = start }
    return isValue
  }
}

extension Character {
  var isHTMLNameCharacter: Bool { isASCII && (isLetter || isNumber || self == "-") }
}
