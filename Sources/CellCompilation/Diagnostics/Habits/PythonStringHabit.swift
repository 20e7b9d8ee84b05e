// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `f"n = {n}"`, `'text'`, `r"\d"`, `"""one line"""`.
struct PythonStringHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    for index in line.tokens.indices {
      let isPrefix =
        PythonString.prefixes.contains(line.words[index].lowercased()) && line.touchesNext(index)
        && PythonString.isQuote(line.tokens[index + 1])
      guard isPrefix || isForeignQuote(line, index), let literal = PythonString(Array(line.tokens[index...])) else {
        continue
      }
      let mark = line.range(index..<(index + literal.count))
      return Advice(message(literal), write: written(literal), scope: line.range, mark: mark)
    }
    return nil
  }

  /// A quote that Swift does not have in this place.
  private func isForeignQuote(_ line: TokenLine, _ index: Int) -> Bool {
    line.tokens[index].tokenKind == .singleQuote
      || (line.tokens[index].tokenKind == .multilineStringQuote && index == 0 && line.words.count == 3)
  }

  private func message(_ literal: PythonString) -> String {
    if literal.prefix.contains("f") { return "values are put into any string with '\\(…)'; there is no 'f' before it" }
    if literal.prefix.contains("r") { return "a string that takes backslashes as they are stands in '#\"…\"#'" }
    if literal.prefix == "b" { return "bytes are made from a string" }
    if literal.quote == "'" { return "strings stand in double quotes" }
    return literal.prefix == "u" ? "every string is Unicode" : "the text of a \"\"\" string begins on a line of its own"
  }

  private func written(_ literal: PythonString) -> String {
    if literal.prefix == "b" { return "Array(\(literal.swift).utf8)" }
    guard literal.quote == "\"\"\"" else { return literal.swift }
    let text = literal.swift.trimmingCharacters { $0 == "\"" }
    return literal.prefix.isEmpty ? "/// \(text)" : "\"\(text)\""
  }
}
