// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftParser
import SwiftSyntax

/// A string literal as Python writes it, `f"n = {n:.2f}"` or `'text'`, at the begin of some tokens.
struct PythonString {
  /// The literal in Swift.
  let swift: String
  /// The tokens it takes.
  let count: Int
  let prefix: String
  let quote: String

  static let prefixes: Set<String> = ["f", "r", "b", "u", "fr", "rf"]

  static func isQuote(_ token: TokenSyntax) -> Bool {
    switch token.tokenKind {
    case .stringQuote, .singleQuote, .multilineStringQuote: true
    default: false
    }
  }

  /// Nil where the tokens begin with no literal, or with one that does not end.
  init?(_ tokens: [TokenSyntax]) {
    let start = tokens.first.map(Self.isQuote) == true ? 0 : 1
    guard tokens.indices.contains(start), Self.isQuote(tokens[start]) else { return nil }
    prefix = start == 1 ? tokens[0].text.lowercased() : ""
    quote = tokens[start].text
    guard let end = tokens.indices.first(where: { $0 > start && tokens[$0].tokenKind == tokens[start].tokenKind })
    else { return nil }
    count = end + 1
    var inner = tokens[(start + 1)..<end].map(\.description).joined()
    if quote == "'" { inner = Self.requoted(inner) }
    if prefix.contains("f") { inner = Self.interpolated(inner) }
    let mark = quote == "'" ? "\"" : quote
    swift = prefix.contains("r") && inner.contains("\\") ? "#\(mark)\(inner)\(mark)#" : "\(mark)\(inner)\(mark)"
  }

  /// Between double quotes an apostrophe needs no backslash, and a quotation mark needs one.
  private static func requoted(_ text: String) -> String {
    text.replacing("\\'", with: "'").replacing("\\\"", with: "\"").replacing("\"", with: "\\\"")
  }

  /// `{x}` is `\(x)`, `{x:.2f}` is `\(x, 2)`; doubled braces stand for themselves.
  private static func interpolated(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      result += rest[..<brace]
      let next = rest.index(after: brace)
      if next < rest.endIndex, rest[next] == rest[brace] {
        result.append(rest[brace])
        rest = rest[rest.index(after: next)...]
        continue
      }
      guard rest[brace] == "{", let close = rest[next...].firstIndex(of: "}") else { break }
      result += field(rest[next..<close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func field(_ text: Substring) -> String {
    var expression = text
    var decimals: Substring?
    if let match = text.firstMatch(of: /^(.*?):[^:\]]*?(?:\.(\d+))?[a-z%]?$/) {
      expression = match.1
      decimals = match.2
    }
    let name = expression.hasSuffix("=") ? expression.dropLast() : expression
    let tokens = Array(Parser.parse(source: String(name)).tokens(viewMode: .sourceAccurate).dropLast())
    let swift = SwiftPhrase(tokens).text
    let label = expression.hasSuffix("=") ? "\(name) = " : ""
    return label + "\\(" + swift + (decimals.map { ", \($0)" } ?? "") + ")"
  }
}
