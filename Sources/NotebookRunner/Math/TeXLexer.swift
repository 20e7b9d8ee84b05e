// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A token of TeX's math mode.
enum TeXToken: Equatable, Sendable {
  /// `\name`, or `\` and one character that is not a letter.
  case command(String)
  case open
  case close
  case superscript
  case `subscript`
  case ampersand
  case newline
  case tilde
  case prime(count: Int)
  case number(String)
  case character(Character)
}

struct TeXLexer {
  private var scanner: MarkdownScanner

  init(_ source: String) { scanner = MarkdownScanner(source) }

  /// The next token; white space means nothing in math mode, and `%` begins a comment.
  mutating func next() -> TeXToken? {
    skipIgnored()
    guard let character = scanner.current else { return nil }
    scanner.position += 1
    switch character {
    case "{": return .open
    case "}": return .close
    case "^": return .superscript
    case "_": return .subscript
    case "&": return .ampersand
    case "~": return .tilde
    case "'":
      var count = 1
      while scanner.current == "'" {
        scanner.position += 1
        count += 1
      }
      return .prime(count: count)
    case "\\": return command()
    case _ where character.isASCII && character.isNumber: return number(first: character)
    default: return .character(character)
    }
  }

  /// The text of a braced group, unparsed, for `\text{…}`; nil when no group follows.
  mutating func rawGroup() -> String? {
    skipIgnored()
    guard scanner.current == "{" else { return nil }
    var depth = 0
    let start = scanner.position + 1
    while let character = scanner.current {
      scanner.position += 1
      if character == "\\" {
        scanner.position += 1
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        depth -= 1
        if depth == 0 { return scanner.text(from: start, to: scanner.position - 1) }
      }
    }
    return nil
  }

  private mutating func skipIgnored() {
    while let character = scanner.current {
      if character == "%" {
        while scanner.current != nil, scanner.current != "\n" { scanner.position += 1 }
      } else if character.isWhitespace {
        scanner.position += 1
      } else {
        return
      }
    }
  }

  private mutating func command() -> TeXToken? {
    guard let first = scanner.current else { return nil }
    var name = ""
    while let letter = scanner.current, letter.isASCII, letter.isLetter {
      name.append(letter)
      scanner.position += 1
    }
    if !name.isEmpty {
      if scanner.current == "*" { scanner.position += 1 }
      return .command(name)
    }
    scanner.position += 1
    return first == "\\" ? .newline : .command(String(first))
  }

  private mutating func number(first: Character) -> TeXToken {
    var text = String(first)
    while let next = scanner.current {
      let isFraction = next == "." && !text.contains(".") && (scanner.peek(1)?.isNumber ?? false)
      guard next.isASCII && next.isNumber || isFraction else { break }
      text.append(next)
      scanner.position += 1
    }
    return .number(text)
  }
}
