// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `lambda x: x + 1`.
struct LambdaHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard let start = line.firstIndex(of: "lambda"), let colon = line.firstOuterIndex(of: ":", from: start) else {
      return nil
    }
    var end = colon + 1
    while end < line.tokens.count, ![")", "]", "}", ","].contains(line.words[end]) {
      end = SwiftPhrase.end(ofBracketAt: end, in: line.tokens) ?? end + 1
    }
    guard end > colon + 1 else { return nil }
    let parameters = line.words[(start + 1)..<colon].joined().replacing(",", with: ", ")
    let body = line.swift((colon + 1)..<end)
    let closure = parameters.isEmpty ? "{ \(body) }" : "{ \(parameters) in \(body) }"
    let range = line.range(start..<end)
    return Advice("a 'lambda' is a closure in Swift, in braces", write: closure, scope: line.range, mark: range)
  }
}
