// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Later cells are other modules, but to the reader the notebook is one file.
///
/// `private` at a cell's top level and `fileprivate` anywhere become internal; `private` members of a type stay
/// private. Witnesses in an extension of an earlier cell's type become public: to the compiler, a protocol that comes
/// through a testable import is public, and asks the same of what satisfies it.
package struct AccessPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for item in cell.file.statements {
      guard case .decl(let declaration) = item.item else { continue }
      let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
      for modifier in modifiers where modifier.name.text == "private" { edits.blank(modifier.byteRange) }
    }
    for token in cell.file.tokens(viewMode: .sourceAccurate) where token.tokenKind == .keyword(.fileprivate) {
      edits.blank(token.parent?.as(DeclModifierSyntax.self)?.byteRange ?? token.byteRange)
    }
    let own = Set(cell.declarations.filter(\.kind.isType).map(\.name))
    for item in cell.file.statements {
      guard case .decl(let declaration) = item.item, let extended = declaration.as(ExtensionDeclSyntax.self),
        extended.inheritanceClause != nil, !own.contains(extended.extendedType.trimmedDescription)
      else { continue }
      for member in extended.memberBlock.members where isWitness(member.decl, own) {
        edits.insert("public ", at: member.decl.byteRange.lowerBound)
      }
    }
  }

  private func isWitness(_ declaration: DeclSyntax, _ own: Set<String>) -> Bool {
    let levels: Set<String> = ["public", "private", "fileprivate", "internal", "package", "open"]
    guard let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers,
      !modifiers.contains(where: { levels.contains($0.name.text) })
    else { return false }
    // What mentions a type of this very cell cannot be public, and cannot satisfy an earlier cell's protocol either.
    return declaration.tokens(viewMode: .sourceAccurate).allSatisfy { !own.contains($0.text) }
  }
}

extension SyntaxProtocol {
  /// The bytes of the node without the trivia around it.
  var byteRange: Range<Int> {
    positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
  }
}
