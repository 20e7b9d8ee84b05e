// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Finds the calls around the cursor in code that need not be complete.
///
/// The compiler's parser is of no help here: it answers for whole files. This looks only at brackets, strings and
/// comments, and a wrong guess costs no more than an inspection that finds nothing.
package struct CallScanner {
  /// Names of the functions whose argument lists hold the cursor, innermost first.
  package private(set) var enclosing: [Range<Int>] = []
  /// The name of the function whose argument list ends right before the cursor.
  package private(set) var justClosed: Range<Int>?
  /// The cursor is in a comment or in the text of a string, where names mean nothing.
  package private(set) var isInText = false

  private enum Bracket {
    case plain
    /// An argument list, with the name before it.
    case call(Range<Int>)
    /// `\(`, with the string that goes on after it.
    case interpolation(Literal)
  }

  private struct Literal {
    var pounds: Int
    var isMultiline: Bool
  }

  private let text: CellText
  private let end: Int
  private var place = 0
  private var stack: [Bracket] = []

  package init(_ text: CellText) {
    self.text = text
    end = text.cursor
    while place < end { step() }
    enclosing = stack.reversed().compactMap { if case .call(let name) = $0 { name } else { nil } }
  }

  private func at(_ offset: Int) -> Unicode.Scalar? {
    place + offset < end ? text[place + offset] : nil
  }

  private mutating func step() {
    let character = text[place]
    switch character {
    case "/" where at(1) == "/": skipLine()
    case "/" where at(1) == "*": skipBlockComment()
    case "\"": openString(pounds: 0)
    case "#":
      var pounds = 0
      while at(pounds) == "#" { pounds += 1 }
      if at(pounds) == "\"" {
        place += pounds
        openString(pounds: pounds)
      } else {
        place += pounds
      }
    case "(":
      let start = text.identifierStart(endingAt: place)
      let isCall = start < place && !CellText.isDigit(text[start])
      stack.append(isCall ? .call(start..<place) : .plain)
      place += 1
    case "[", "{":
      stack.append(.plain)
      place += 1
    case ")", "]", "}": close()
    default:
      if !character.properties.isWhitespace { justClosed = nil }
      place += 1
    }
  }

  private mutating func close() {
    place += 1
    justClosed = nil
    switch stack.popLast() {
    case .call(let name): justClosed = name
    case .interpolation(let literal): skipString(literal)
    case .plain, nil: break
    }
  }

  private mutating func openString(pounds: Int) {
    let isMultiline = at(1) == "\"" && at(2) == "\""
    place += isMultiline ? 3 : 1
    justClosed = nil
    skipString(Literal(pounds: pounds, isMultiline: isMultiline))
  }

  /// Goes to the string's end or into its next interpolation.
  private mutating func skipString(_ literal: Literal) {
    while place < end {
      if text[place] == "\\", hasPounds(literal.pounds, from: 1) {
        let escaped = at(1 + literal.pounds)
        place += min(2 + literal.pounds, end - place)
        if escaped == "(" {
          stack.append(.interpolation(literal))
          return
        }
      } else if text[place] == "\"", closes(literal) {
        place += (literal.isMultiline ? 3 : 1) + literal.pounds
        return
      } else if text[place] == "\n", !literal.isMultiline {
        return
      } else {
        place += 1
      }
    }
    isInText = true
  }

  private func closes(_ literal: Literal) -> Bool {
    guard literal.isMultiline else { return hasPounds(literal.pounds, from: 1) }
    return at(1) == "\"" && at(2) == "\"" && hasPounds(literal.pounds, from: 3)
  }

  private func hasPounds(_ count: Int, from offset: Int) -> Bool {
    (0..<count).allSatisfy { at(offset + $0) == "#" }
  }

  private mutating func skipLine() {
    while place < end, text[place] != "\n" { place += 1 }
    isInText = place == end
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if at(0) == "/", at(1) == "*" {
        depth += 1
        place += 2
      } else if at(0) == "*", at(1) == "/" {
        depth -= 1
        place += 2
      } else {
        place += 1
      }
    } while depth > 0 && place < end
    isInText = depth > 0
  }
}
