// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A cursor over a piece of inline text.
struct MarkdownScanner {
  let characters: [Character]
  var position = 0

  init(_ text: some StringProtocol) { characters = Array(text) }

  var isAtEnd: Bool { position >= characters.count }

  var current: Character? { peek(0) }

  func peek(_ offset: Int) -> Character? {
    let index = position + offset
    return index >= 0 && index < characters.count ? characters[index] : nil
  }

  func text(from start: Int, to end: Int) -> String { String(characters[start..<end]) }

  @discardableResult
  mutating func skipWhitespace() -> Bool {
    let start = position
    while let character = current, character.isWhitespace { position += 1 }
    return position > start
  }

  /// How many times the current character repeats from here.
  func runLength() -> Int {
    guard let first = current else { return 0 }
    var end = position
    while end < characters.count, characters[end] == first { end += 1 }
    return end - position
  }

  /// `<destination>` or a run without spaces whose parentheses balance. Moves only on success.
  mutating func scanLinkDestination() -> String? {
    let start = position
    if current == "<" {
      var result = ""
      position += 1
      while let character = current, character != "\n", character != "<" {
        if character == ">" {
          position += 1
          return result
        }
        result.append(scanEscapedCharacter())
      }
      position = start
      return nil
    }
    var depth = 0
    var result = ""
    while let character = current, !character.isWhitespace {
      if character == "(" { depth += 1 }
      if character == ")" {
        if depth == 0 { break }
        depth -= 1
      }
      result.append(scanEscapedCharacter())
    }
    if depth != 0 {
      position = start
      return nil
    }
    return result
  }

  /// A title in double quotes, single quotes or parentheses. Moves only on success.
  mutating func scanLinkTitle() -> String? {
    let closers: [Character: Character] = ["\"": "\"", "'": "'", "(": ")"]
    guard let opener = current, let closer = closers[opener] else { return nil }
    let start = position
    position += 1
    var result = ""
    while let character = current {
      if character == closer {
        position += 1
        return result
      }
      result.append(scanEscapedCharacter())
    }
    position = start
    return nil
  }

  /// One character, or what a backslash or an entity stands for.
  mutating func scanEscapedCharacter() -> String {
    guard let character = current else { return "" }
    if character == "\\", let next = peek(1), next.isMarkdownPunctuation {
      position += 2
      return String(next)
    }
    if character == "&", let entity = scanEntity() { return entity }
    position += 1
    return String(character)
  }

  /// An entity such as `&amp;` or `&#955;`. Moves only on success.
  mutating func scanEntity() -> String? {
    guard current == "&" else { return nil }
    var end = position + 1
    while end < characters.count, end - position < 33, characters[end].isASCII,
      characters[end].isLetter || characters[end].isNumber || characters[end] == "#"
    {
      end += 1
    }
    guard end < characters.count, characters[end] == ";" else { return nil }
    guard let value = HTMLEntity.value(named: text(from: position + 1, to: end)) else { return nil }
    position = end + 1
    return value
  }
}

extension Character {
  /// ASCII punctuation, which a backslash escapes.
  var isMarkdownPunctuation: Bool {
    guard let value = asciiValue else { return false }
    return (33...47).contains(value) || (58...64).contains(value) || (91...96).contains(value)
      || (123...126).contains(value)
  }
}
