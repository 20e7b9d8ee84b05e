// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `a if c else b`.
struct ConditionalHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard let condition = line.words.indices.first(where: { $0 > 0 && line.words[$0] == "if" }),
      line.words[condition - 1] != "else", line.words[condition - 1] != "=",
      let other = line.firstOuterIndex(of: "else", from: condition), !line.words.contains("{")
    else { return nil }
    let region = line.expressionRegion(around: condition)
    guard region.lowerBound < condition, condition + 1 < other, other + 1 < region.upperBound else { return nil }
    let written =
      "\(line.swift((condition + 1)..<other)) ? \(line.swift(region.lowerBound..<condition)) : "
      + line.swift((other + 1)..<region.upperBound)
    return Advice(
      "a choice between two values is written 'condition ? first : second'", write: written, scope: line.range,
      mark: line.range(region))
  }
}

extension TokenLine {
  /// The tokens around one that may be one expression: within its bracket and between assignments, commas and the words
  /// that begin and end statements.
  func expressionRegion(around index: Int) -> Range<Int> {
    let starters: Set<String> = ["=", "return", ",", "if", "while", "guard", "elif", "in", "print", ";", "+=", "-="]
    var start = index
    var depth = 0
    while start > 0 {
      let word = words[start - 1]
      if [")", "]", "}"].contains(word) { depth += 1 }
      if ["(", "[", "{"].contains(word) {
        if depth == 0 { break }
        depth -= 1
      }
      if depth == 0, starters.contains(word) { break }
      start -= 1
    }
    var end = index
    depth = 0
    while end < words.count {
      let word = words[end]
      if [")", "]", "}"].contains(word) {
        if depth == 0 { break }
        depth -= 1
      }
      if depth == 0, [",", "{", ";"].contains(word) || (word == ":" && end > index) { break }
      if ["(", "["].contains(word) { depth += 1 }
      end += 1
    }
    return start..<end
  }
}
