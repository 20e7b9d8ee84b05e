// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftDiagnostics
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// Whether a front end that reads line by line should run a text or ask for more.
package enum CellCompleteness: Equatable, Sendable {
  case complete
  case incomplete(indent: String)
  case invalid

  package static func judge(_ text: String) -> CellCompleteness {
    let file = Parser.parse(source: text)
    guard file.hasError else { return .complete }
    let end = file.statements.endPosition.utf8Offset
    let diagnostics = ParseDiagnosticsGenerator.diagnostics(for: file)
    // Only what is missing at the very end can still come.
    let lastText = text.utf8.count - text.utf8.reversed().prefix { $0 == 0x20 || $0 == 0x0a || $0 == 0x09 }.count
    let open = openDelimiters(file)
    // A line ends a string, whatever follows.
    if file.tokens(viewMode: .all).contains(where: isUnterminatedLine) { return .invalid }
    let isAtEnd = diagnostics.allSatisfy { $0.position.utf8Offset >= min(end, lastText) }
    if open > 0 || isAtEnd { return .incomplete(indent: String(repeating: "  ", count: max(open, 0))) }
    return .invalid
  }

  /// The place of a closing quote that does not come, of a string that ends with its line.
  private static func isUnterminatedLine(_ token: TokenSyntax) -> Bool {
    guard token.isMissing, let string = token.parent?.as(StringLiteralExprSyntax.self) else { return false }
    return string.closingQuote.id == token.id && string.openingQuote.tokenKind == .stringQuote
  }

  /// How many brackets are open at the end.
  private static func openDelimiters(_ file: SourceFileSyntax) -> Int {
    var depth = 0
    for token in file.tokens(viewMode: .sourceAccurate) {
      switch token.tokenKind {
      case .leftBrace, .leftParen, .leftSquare: depth += 1
      case .rightBrace, .rightParen, .rightSquare: depth -= 1
      case .multilineStringQuote where token.parent?.as(StringLiteralExprSyntax.self)?.closingQuote.isMissing == true:
        depth += 1
      default: break
      }
    }
    return depth
  }
}

extension TokenSyntax {
  fileprivate var isMissing: Bool { presence == .missing }
}
