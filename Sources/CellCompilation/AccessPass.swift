// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Later cells are other modules, but to the reader the notebook is one file: `private` at a cell's top level and
/// `fileprivate` anywhere become internal. `private` members of a type stay private.
struct AccessPass: CellPass {
  func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for item in cell.file.statements {
      guard case .decl(let declaration) = item.item else { continue }
      let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
      for modifier in modifiers where modifier.name.text == "private" { edits.blank(modifier.byteRange) }
    }
    for token in cell.file.tokens(viewMode: .sourceAccurate) where token.tokenKind == .keyword(.fileprivate) {
      edits.blank(token.parent?.as(DeclModifierSyntax.self)?.byteRange ?? token.byteRange)
    }
  }
}

extension SyntaxProtocol {
  /// The bytes of the node without the trivia around it.
  var byteRange: Range<Int> {
    positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
  }
}
