// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `[x * 2 for x in xs if x > 1]`, and the same in braces and parentheses.
struct ComprehensionHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    for loop in line.words.indices where line.words[loop] == "for" && loop > 0 {
      guard let open = openBracket(of: loop, in: line), let end = line.end(ofBracketAt: open),
        let inside = line.firstOuterIndex(of: "in", from: loop), inside < end
      else { continue }
      let condition = line.firstOuterIndex(of: "if", from: inside).flatMap { $0 < end ? $0 : nil }
      let parts = Parts(
        target: line.swift((loop + 1)..<inside), values: line.swift((inside + 1)..<(condition ?? end - 1)),
        condition: condition.map { line.swift(($0 + 1)..<(end - 1)) })
      let written: String
      if line.words[open] == "{", let colon = line.firstOuterIndex(of: ":", from: open + 1), colon < loop {
        let pair = "(\(line.swift((open + 1)..<colon)), \(line.swift((colon + 1)..<loop)))"
        written = "Dictionary(uniqueKeysWithValues: \(parts.swift(element: pair)))"
      } else {
        let list = parts.swift(element: line.swift((open + 1)..<loop))
        written = line.words[open] == "{" ? "Set(\(list))" : list
      }
      return Advice(
        "Swift has no comprehensions: 'map' computes each element, 'filter' chooses", write: written,
        scope: line.range, mark: line.range(open..<end))
    }
    return nil
  }

  private func openBracket(of index: Int, in line: TokenLine) -> Int? {
    var depth = 0
    for place in stride(from: index - 1, through: 0, by: -1) {
      if [")", "]", "}"].contains(line.words[place]) { depth += 1 }
      if ["(", "[", "{"].contains(line.words[place]) {
        if depth == 0 { return place }
        depth -= 1
      }
    }
    return nil
  }

  private struct Parts {
    var target: String
    var values: String
    var condition: String?

    func swift(element: String) -> String {
      let names = target.trimmingCharacters { $0 == "(" || $0 == ")" }
      var source = values.contains("..<") || values.contains(" ") ? "(\(values))" : values
      if let condition { source += ".filter { \(names) in \(condition) }" }
      return element == target
        ? (condition == nil ? "Array(\(source))" : source) : source + ".map { \(names) in \(element) }"
    }
  }
}
