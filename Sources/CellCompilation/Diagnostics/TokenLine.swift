// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// The tokens of one line of a cell that the parser does not understand: what another language's syntax is told by.
struct TokenLine {
  let number: Int
  let tokens: [TokenSyntax]

  /// Texts of the tokens.
  let words: [String]

  init(number: Int, tokens: [TokenSyntax]) {
    self.number = number
    self.tokens = tokens
    words = tokens.map(\.text)
    numbers = number...number
  }

  static func lines(of cell: ParsedCell) -> [TokenLine] {
    var lines: [TokenLine] = []
    for token in cell.file.tokens(viewMode: .sourceAccurate) where token.tokenKind != .endOfFile {
      let number = cell.converter.location(for: token.positionAfterSkippingLeadingTrivia).line
      if let last = lines.last, last.number == number {
        lines[lines.count - 1] = TokenLine(number: number, tokens: last.tokens + [token])
      } else {
        lines.append(TokenLine(number: number, tokens: [token]))
      }
    }
    return lines
  }

  /// The lines it takes: several where a bracket stays open.
  private(set) var numbers: ClosedRange<Int>

  /// Lines as Python joins them: up to where every parenthesis and square bracket is closed.
  static func logicalLines(of cell: ParsedCell) -> [TokenLine] {
    let lines = lines(of: cell)
    var joined: [TokenLine] = []
    var index = 0
    while index < lines.count {
      let end = lines[index...].indices.first { openBrackets(in: lines[index...$0]) <= 0 } ?? index
      var line = TokenLine(number: lines[index].number, tokens: lines[index...end].flatMap(\.tokens))
      line.numbers = lines[index].number...lines[end].number
      joined.append(line)
      index = end + 1
    }
    return joined
  }

  private static func openBrackets(in lines: ArraySlice<TokenLine>) -> Int {
    lines.reduce(0) { count, line in
      line.words.reduce(count) { $0 + (["(", "["].contains($1) ? 1 : [")", "]"].contains($1) ? -1 : 0) }
    }
  }

  /// Bytes of the cell from one token to before another.
  func range(_ tokens: Range<Int>) -> Range<Int> {
    guard !tokens.isEmpty else { return 0..<0 }
    return self.tokens[tokens.lowerBound].byteRange.lowerBound..<self.tokens[tokens.upperBound - 1].byteRange.upperBound
  }

  var range: Range<Int> { range(0..<tokens.count) }

  /// The same in Swift's words, as far as single words go.
  func swift(_ range: Range<Int>) -> String { SwiftPhrase(Array(tokens[range])).text }
  func swift(_ range: PartialRangeFrom<Int>) -> String { swift(range.lowerBound..<max(range.lowerBound, tokens.count)) }
  var swift: String { swift(0..<tokens.count) }

  func firstIndex(of word: String, from start: Int = 0) -> Int? {
    words.indices.first { $0 >= start && words[$0] == word }
  }

  /// The first token with this text that is in no bracket opened after `start`.
  func firstOuterIndex(of word: String, from start: Int = 0) -> Int? {
    var depth = 0
    for index in words.indices where index >= start {
      if depth == 0, words[index] == word { return index }
      if ["(", "[", "{"].contains(words[index]) { depth += 1 }
      if [")", "]", "}"].contains(words[index]) { depth -= 1 }
    }
    return nil
  }

  /// The index behind the bracket that closes the one at `open`; nil where the line does not close it.
  func end(ofBracketAt open: Int) -> Int? {
    var depth = 0
    for index in open..<words.count {
      if ["(", "[", "{"].contains(words[index]) { depth += 1 }
      if [")", "]", "}"].contains(words[index]) { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// Whether nothing stands between a token and the one after it.
  func touchesNext(_ index: Int) -> Bool {
    index + 1 < tokens.count && tokens[index].trailingTrivia.isEmpty && tokens[index + 1].leadingTrivia.isEmpty
  }

  func isName(_ index: Int) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    if case .identifier = tokens[index].tokenKind { return true }
    return false
  }
}
