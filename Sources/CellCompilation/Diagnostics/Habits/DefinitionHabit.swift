// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `def f(x):`, `async def`, `class A(B):`, and decorators before them.
struct DefinitionHabit: SyntaxHabit {
  var needsErrorOnLine: Bool { false }

  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    switch line.words.first {
    case "def": return function(line, from: 0, in: cell)
    case "async" where line.words.dropFirst().first == "def": return function(line, from: 1, in: cell)
    case "class": return type(line)
    case "@" where line.number < Self.lastDefinition(in: cell):
      return Advice(
        "Swift has no decorators", remedies: ["leave the line out, or call the function through another one"],
        scope: line.range)
    default: return nil
    }
  }

  /// The line of the last `def`; 0 where there is none.
  private static func lastDefinition(in cell: ParsedCell) -> Int {
    TokenLine.lines(of: cell).last { $0.words[0] == "def" }?.number ?? 0
  }

  private func function(_ line: TokenLine, from start: Int, in cell: ParsedCell) -> Advice? {
    guard line.tokens.count > start + 2, line.words[start + 2] == "(", let end = line.end(ofBracketAt: start + 2)
    else { return nil }
    let name = line.words[start + 1]
    let parameters = split(Array(line.tokens[(start + 3)..<(end - 1)]))
    let isMethod = parameters.first?.first?.text == "self"
    let list = parameters.dropFirst(isMethod ? 1 : 0).map(parameter).joined(separator: ", ")
    let isAsync = start == 1 ? " async" : ""
    let result = result(line, from: end, in: cell)
    let message = "a function is declared with 'func' in Swift, with a type for each parameter and for the result"
    if name == "__init__" {
      return Advice("'__init__' is 'init' in Swift", write: "init(\(list)) { … }", scope: line.range)
    }
    return Advice(message, write: "func \(name)(\(list))\(isAsync)\(result) { … }", scope: line.range)
  }

  private func split(_ tokens: [TokenSyntax]) -> [[TokenSyntax]] {
    var parts: [[TokenSyntax]] = [[]]
    var depth = 0
    for token in tokens {
      if ["(", "[", "{"].contains(token.text) { depth += 1 }
      if [")", "]", "}"].contains(token.text) { depth -= 1 }
      if depth == 0, token.text == "," { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// `x=1.5` is `_ x: Double = 1.5`; a type that is not told is a number.
  private func parameter(_ tokens: [TokenSyntax]) -> String {
    let words = tokens.map(\.text)
    let name = words.first { $0 != "*" && $0 != "**" } ?? "x"
    let equals = words.firstIndex(of: "=")
    let value = equals.map { SwiftPhrase(Array(tokens[($0 + 1)...])).text }
    var type = value.map(Self.type(of:)) ?? Self.usual[name] ?? "Double"
    if let colon = words.firstIndex(of: ":") { type = Self.type(named: words[(colon + 1)..<(equals ?? words.count)]) }
    return "_ \(name): \(type)" + (words.first == "*" ? "..." : "") + (value.map { " = \($0)" } ?? "")
  }

  /// What parameters of these names are, as a rule.
  private static let usual = [
    "path": "String", "name": "String", "text": "String", "file": "String", "url": "String", "string": "String",
    "word": "String", "sentence": "String", "title": "String", "filename": "String", "label": "String", "n": "Int",
    "i": "Int", "k": "Int", "count": "Int", "size": "Int", "epochs": "Int", "seed": "Int", "layer": "Int",
    "steps": "Int",
  ]

  private static func type(of value: String) -> String {
    if value == "true" || value == "false" { return "Bool" }
    if value.hasPrefix("\"") { return "String" }
    if value == "nil" { return "Double?" }
    if value.hasPrefix("[") { return "[Double]" }
    return Int(value) != nil ? "Int" : "Double"
  }

  private static func type(named words: ArraySlice<String>) -> String {
    guard let first = words.first else { return "Double" }
    if ["list", "List"].contains(first), words.count > 3 { return "[\(type(named: words.dropFirst(2)))]" }
    return SwiftPhrase.conversions[first].map { $0 == "Array" ? "[Double]" : $0 } ?? first
  }

  /// Where the body returns something, the function has a result type.
  private func result(_ line: TokenLine, from end: Int, in cell: ParsedCell) -> String {
    if line.words.count > end + 1, line.words[end] == "->" {
      let name = line.words[end + 1]
      return name == "None" ? "" : " -> " + Self.type(named: [name])
    }
    let indentation = cell.place(of: line.range.lowerBound).column
    for other in TokenLine.lines(of: cell) where other.number >= line.number {
      if other.number > line.number, cell.place(of: other.range.lowerBound).column <= indentation { break }
      if let index = other.firstIndex(of: "return"), index + 1 < other.tokens.count { return " -> Double" }
    }
    return ""
  }

  private func type(_ line: TokenLine) -> Advice? {
    guard line.words.last == ":", line.tokens.count > 2, !line.words.contains("{") else { return nil }
    let name = line.words[1]
    let bases =
      line.words[2] == "(" ? line.words[3..<(line.words.count - 2)].filter { $0 != "object" && $0 != "," } : []
    return Advice(
      "a type's members stand in braces in Swift, whatever their indentation",
      write: bases.isEmpty ? "struct \(name) { … }" : "class \(name): \(bases.joined(separator: ", ")) { … }",
      scope: line.range)
  }
}
