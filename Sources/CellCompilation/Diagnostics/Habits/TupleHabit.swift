// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `a, b = 1, 2` and `for i, x in …`: several names without parentheses.
struct TupleHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    let message = "several names at once stand in parentheses"
    if line.words.first == "for", let inside = line.firstOuterIndex(of: "in", from: 1),
      line.words[1..<inside].contains(","), line.words[1] != "("
    {
      let end = line.firstOuterIndex(of: "{", from: inside) ?? line.tokens.count
      let values = line.swift((inside + 1)..<end)
      return Advice(
        message, write: "for (\(line.swift(1..<inside))) in \(values) { … }", scope: line.range,
        mark: line.range(1..<inside))
    }
    guard line.isName(0), line.words.dropFirst().first == ",", let equals = line.firstOuterIndex(of: "="),
      equals + 1 < line.tokens.count,
      line.words[0..<equals].enumerated().allSatisfy({ ($0.offset % 2 == 1) == ($0.element == ",") })
    else { return nil }
    let names = line.swift(0..<equals)
    let values = line.swift((equals + 1)...)
    let isList = line.firstOuterIndex(of: ",", from: equals) != nil
    let areKnown = line.words[0..<equals].allSatisfy { $0 == "," || cell.declares($0) }
    return Advice(
      message, write: "\(areKnown ? "" : "let ")(\(names)) = " + (isList ? "(\(values))" : values), scope: line.range)
  }
}

extension ParsedCell {
  func declares(_ name: String) -> Bool { declarations.contains { $0.name == name } || localNames.contains(name) }
}

/// `{"a": 1}` and `{1, 2}`: dictionaries and sets in braces.
struct BracesHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    for open in line.words.indices where line.words[open] == "{" {
      guard open + 2 < line.tokens.count, isLiteral(line.tokens[open + 1]), let end = line.end(ofBracketAt: open),
        !line.words[open..<end].contains("for")
      else { continue }
      let inner = line.swift((open + 1)..<(end - 1))
      let isDictionary = line.firstOuterIndex(of: ":", from: open + 1).map { $0 < end } ?? false
      guard isDictionary || line.firstOuterIndex(of: ",", from: open + 1).map({ $0 < end }) == true else { continue }
      return Advice(
        isDictionary ? "a dictionary stands in square brackets" : "a set is made from a list in square brackets",
        write: isDictionary ? "[\(inner)]" : "Set([\(inner)])", scope: line.range, mark: line.range(open..<end))
    }
    return nil
  }

  private func isLiteral(_ token: TokenSyntax) -> Bool {
    switch token.tokenKind {
    case .integerLiteral, .floatLiteral, .stringQuote, .singleQuote, .identifier: true
    default: false
    }
  }
}
