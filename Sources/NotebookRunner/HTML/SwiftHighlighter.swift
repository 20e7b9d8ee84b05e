// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Marks up Swift code for a page: keywords, types, strings with their interpolations, numbers, comments, attributes.
///
/// A lexer, not a parser: it never fails, and code that does not compile looks right too.
package struct SwiftHighlighter {
  private var scanner: MarkdownScanner
  private var html = ""
  /// The last token that is neither space nor comment: after a dot a keyword is a member's name.
  private var previous: Character = "\n"

  /// HTML for `code`, to stand in `<pre><code>`.
  package static func html(_ code: String) -> String {
    var highlighter = SwiftHighlighter(scanner: MarkdownScanner(code.replacing("\r\n", with: "\n")))
    highlighter.run(until: nil)
    return highlighter.html
  }

  private init(scanner: MarkdownScanner) { self.scanner = scanner }

  /// Highlights to the end, or to the parenthesis that closes an interpolation.
  private mutating func run(until closer: Character?) {
    var depth = 0
    while let character = scanner.current {
      if closer != nil {
        if character == "(" { depth += 1 }
        if character == ")" {
          if depth == 0 { return }
          depth -= 1
        }
      }
      step(character)
    }
  }

  private mutating func step(_ character: Character) {
    let start = scanner.position
    switch character {
    case "/" where scanner.peek(1) == "/":
      while let next = scanner.current, next != "\n" { advance(next) }
      emit("comment", from: start)
      return
    case "/" where scanner.peek(1) == "*":
      skipBlockComment()
      emit("comment", from: start)
      return
    case "\"", "#":
      if let hashes = stringDelimiterHashes() { return string(hashes: hashes) }
      advance(character)
      while let next = scanner.current, next.isSwiftIdentifierPart { advance(next) }
      emit(scanner.position > start + 1 ? "attribute" : nil, from: start)
    case "@":
      advance(character)
      while let next = scanner.current, next.isSwiftIdentifierPart { advance(next) }
      emit("attribute", from: start)
    case "`":
      advance(character)
      while let next = scanner.current, next != "`", next != "\n" { advance(next) }
      if scanner.current == "`" { scanner.position += 1 }
      emit(nil, from: start)
    case "%" where isAtLineStart && scanner.peek(1)?.isLetter == true:
      // The kernel's own commands.
      while let next = scanner.current, !next.isWhitespace { advance(next) }
      emit("attribute", from: start)
    case _ where character.isASCII && character.isNumber: number()
    case _ where character.isSwiftIdentifierPart: identifier()
    default:
      advance(character)
      emit(nil, from: start)
      if !character.isWhitespace { previous = character }
      return
    }
    previous = scanner.peek(-1) ?? previous
  }

  private mutating func advance(_: Character) { scanner.position += 1 }

  private var isAtLineStart: Bool { scanner.position == 0 || scanner.peek(-1) == "\n" }

  private mutating func emit(_ kind: String?, from start: Int) {
    let text = scanner.text(from: start, to: scanner.position).htmlEscaped
    html += kind.map { "<span class=\"hl-\($0)\">\(text)</span>" } ?? text
  }

  private mutating func skipBlockComment() {
    var depth = 0
    while scanner.current != nil {
      if scanner.current == "/", scanner.peek(1) == "*" {
        depth += 1
        scanner.position += 2
      } else if scanner.current == "*", scanner.peek(1) == "/" {
        depth -= 1
        scanner.position += 2
        if depth == 0 { return }
      } else {
        scanner.position += 1
      }
    }
  }

  private mutating func number() {
    let start = scanner.position
    let isHexadecimal = scanner.current == "0" && scanner.peek(1) == "x"
    while let next = scanner.current {
      let isPoint = next == "." && scanner.peek(1)?.isNumber == true
      let isSign =
        "+-".contains(next) && (isHexadecimal ? "pP" : "eE").contains(scanner.peek(-1) ?? " ")
        && scanner.peek(1)?.isNumber == true
      guard next.isSwiftIdentifierPart || isPoint || isSign else { break }
      scanner.position += 1
    }
    emit("number", from: start)
  }

  private mutating func identifier() {
    let start = scanner.position
    while let next = scanner.current, next.isSwiftIdentifierPart { scanner.position += 1 }
    let word = scanner.text(from: start, to: scanner.position)
    let isMember = previous == "." && !Self.memberKeywords.contains(word)
    if Self.keywords.contains(word), !isMember, scanner.current != ":" || Self.labelledKeywords.contains(word) {
      emit("keyword", from: start)
    } else if word.first?.isUppercase == true || word == "$0" {
      emit("type", from: start)
    } else {
      emit(nil, from: start)
    }
  }

  // MARK: - Strings

  /// The number of `#` before a string's quote, when a string begins here.
  private func stringDelimiterHashes() -> Int? {
    var hashes = 0
    while scanner.peek(hashes) == "#" { hashes += 1 }
    return scanner.peek(hashes) == "\"" ? hashes : nil
  }

  private mutating func string(hashes: Int) {
    var start = scanner.position
    scanner.position += hashes
    let isMultiline = scanner.peek(1) == "\"" && scanner.peek(2) == "\""
    let quotes = isMultiline ? 3 : 1
    scanner.position += quotes
    while let character = scanner.current {
      if character == "\\", hasHashes(hashes, at: 1) {
        if scanner.peek(1 + hashes) == "(" {
          scanner.position += 2 + hashes
          emit("string", from: start)
          run(until: ")")
          start = scanner.position
        } else {
          scanner.position = min(scanner.position + 2 + hashes, scanner.characters.count)
        }
      } else if isClosing(quotes: quotes, hashes: hashes) {
        scanner.position += quotes + hashes
        break
      } else if character == "\n", !isMultiline {
        break
      } else {
        scanner.position += 1
      }
    }
    emit("string", from: start)
    previous = "\""
  }

  private func hasHashes(_ count: Int, at offset: Int) -> Bool {
    (0..<count).allSatisfy { scanner.peek(offset + $0) == "#" }
  }

  private func isClosing(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { scanner.peek($0) == "\"" } && hasHashes(hashes, at: quotes)
  }
}

extension SwiftHighlighter {
  private static let keywords: Set<String> = [
    "actor", "any", "as", "associatedtype", "async", "await", "borrowing", "break", "case", "catch", "class",
    "consuming", "continue", "convenience", "default", "defer", "deinit", "didSet", "do", "dynamic", "each", "else",
    "enum", "extension", "fallthrough", "false", "fileprivate", "final", "for", "func", "get", "guard", "if", "import",
    "in", "indirect", "infix", "init", "inout", "internal", "is", "isolated", "lazy", "let", "macro", "mutating", "nil",
    "nonisolated", "nonmutating", "open", "operator", "override", "package", "postfix", "precedencegroup", "prefix",
    "private", "protocol", "public", "repeat", "required", "rethrows", "return", "self", "Self", "sending", "set",
    "some", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias",
    "unowned", "var", "weak", "where", "while", "willSet",
  ]

  /// Keywords also after a dot: `Int.self`, `super.init`.
  private static let memberKeywords: Set<String> = ["self", "init", "Type"]

  /// Keywords also before a colon; any other is then an argument's label, as in `stride(for: 3)`.
  private static let labelledKeywords: Set<String> = ["default", "nil", "true", "false", "self", "Self"]
}

extension Character {
  fileprivate var isSwiftIdentifierPart: Bool {
    if self == "_" || self == "$" { return true }
    if isASCII { return isLetter || isNumber }
    return !isWhitespace && !isPunctuation && !isMathSymbol && !isCurrencySymbol
  }
}
