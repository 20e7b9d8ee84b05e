// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `# words`, which begins a comment in Python.
struct CommentHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? { Self.split(line, in: cell).comment }

  /// A line's code, if there is any, and what to say of its comment, if it has one.
  static func split(_ line: TokenLine, in cell: ParsedCell) -> (code: TokenLine?, comment: Advice?) {
    guard
      let start = line.tokens.indices.first(where: {
        line.words[$0] == "#" && (!line.tokens[$0].trailingTrivia.isEmpty || $0 == line.tokens.count - 1)
      })
    else { return (line, nil) }
    let offset = line.tokens[start].byteRange.lowerBound
    let rest = cell.text.utf8.dropFirst(offset).prefix { $0 != UInt8(ascii: "\n") }
    let text = String(decoding: rest, as: UTF8.self)
    let comment = Advice(
      "a comment begins with '//' in Swift", write: "//" + text.drop { $0 == "#" },
      scope: offset..<offset + rest.count)
    let code = start == 0 ? nil : TokenLine(number: line.number, tokens: Array(line.tokens[..<start]))
    return (code, comment)
  }
}
