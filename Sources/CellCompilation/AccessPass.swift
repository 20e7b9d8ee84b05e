// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Later cells are other modules, but to the reader the notebook is one file.
///
/// Every declaration becomes internal, whatever its author wrote: `private` at a cell's top level, and `fileprivate`,
/// `package`, `public` and `open` anywhere, with the attributes that only public declarations may bear. Only `private`
/// members of a type stay private. What must be public all the same, `PublicWitnesses` knows.
package struct AccessPass: CellPass {
  package init() {}

  private static let levels: Set<String> = ["fileprivate", "package", "public", "open"]
  private static let attributes: Set<String> = ["inlinable", "usableFromInline", "frozen", "_alwaysEmitIntoClient"]

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for item in cell.file.statements {
      guard case .decl(let declaration) = item.item else { continue }
      let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
      for modifier in modifiers where modifier.name.text == "private" { edits.blank(modifier.byteRange) }
    }
    for token in cell.file.tokens(viewMode: .sourceAccurate) {
      if let modifier = token.parent?.as(DeclModifierSyntax.self), modifier.name.id == token.id,
        Self.levels.contains(token.text)
      {
        edits.blank(modifier.byteRange)
      } else if let attribute = token.parent?.parent?.as(AttributeSyntax.self),
        Self.attributes.contains(attribute.attributeName.trimmedDescription)
      {
        edits.blank(attribute.byteRange)
      }
    }
    for offset in PublicWitnesses(in: cell, without: context.superseded).offsets.sorted() {
      edits.insert("public ", at: offset)
    }
  }
}

extension SyntaxProtocol {
  /// The bytes of the node without the trivia around it.
  var byteRange: Range<Int> {
    positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
  }
}
