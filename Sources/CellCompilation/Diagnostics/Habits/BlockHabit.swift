// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `for i in range(10):` and its like: blocks by colon and indentation.
struct BlockHabit: SyntaxHabit {
  var needsErrorOnLine: Bool { false }

  private static let openers: Set<String> = [
    "for", "while", "if", "else", "with", "try", "except", "finally", "match",
  ]

  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    if let branch = line.firstIndex(of: "elif"), branch + 1 < line.tokens.count { return self.branch(line, at: branch) }
    guard let opener = line.words.first, Self.openers.contains(opener) else { return nil }
    guard let colon = line.firstOuterIndex(of: ":", from: 1), !line.words.contains("{") else { return nil }
    let body = colon + 1 < line.tokens.count ? line.swift((colon + 1)...) : "…"
    let braces = "a block stands in braces in Swift, whatever its indentation"
    switch opener {
    case "for":
      guard let inside = line.firstOuterIndex(of: "in", from: 1), inside < colon else { return nil }
      let target = line.swift(1..<inside)
      let names = line.words[1..<inside].contains(",") && !target.hasPrefix("(") ? "(\(target))" : target
      return Advice(
        braces, write: "for \(names) in \(line.swift((inside + 1)..<colon)) { \(body) }", scope: line.range)
    case "while", "if":
      return Advice(braces, write: "\(opener) \(line.swift(1..<colon)) { \(body) }", scope: line.range)
    case "else":
      return Advice(braces, write: "} else { \(body) }", scope: line.range)
    case "match":
      return Advice(
        "'match' is 'switch' in Swift", write: "switch \(line.swift(1..<colon)) { case …: … default: … }",
        scope: line.range)
    case "with": return opening(line, colon)
    case "finally":
      return Advice(
        "Swift has no 'finally': 'defer', written before the work, runs at the end of its block",
        write: "defer { \(body) }", scope: line.range)
    default:
      return Advice(
        "errors are caught by 'do' and 'catch'; 'try' marks each call that can throw",
        write: "do { try … } catch { print(error) }", scope: line.range)
    }
  }

  private func branch(_ line: TokenLine, at index: Int) -> Advice {
    let end =
      line.firstOuterIndex(of: ":", from: index) ?? line.firstOuterIndex(of: "{", from: index) ?? line.tokens.count
    return Advice(
      "'elif' is 'else if' in Swift", write: "} else if \(line.swift((index + 1)..<end)) { … }", scope: line.range,
      mark: line.range(index..<(index + 1)))
  }

  /// What is opened lives as long as its variable.
  private func opening(_ line: TokenLine, _ colon: Int) -> Advice {
    let end = line.firstOuterIndex(of: "as", from: 1) ?? colon
    let message = "Swift has no 'with': a value is closed when nothing uses it any more"
    if line.words.count > 3, line.words[1] == "open", let close = line.end(ofBracketAt: 2) {
      let path = SwiftPhrase.arguments(Array(line.tokens[3..<(close - 1)])).first ?? "\"…\""
      return Advice(
        message, write: "let text = try String(contentsOfFile: \(path), encoding: .utf8)", scope: line.range)
    }
    let name = end + 1 < colon ? line.swift((end + 1)..<colon) : "value"
    return Advice(message, write: "let \(name) = \(line.swift(1..<end))", scope: line.range)
  }
}
