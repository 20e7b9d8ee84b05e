// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Takes what later cells have declared anew out of a module's interface.
///
/// A module that is imported shows all its members and operators. What is superseded becomes private to its file: the
/// rest of the module still finds it, and no other cell does. A member that a conformance may rest on stays, and loses
/// against every other. The compiled code is not touched.
package struct SupersededPass: CellPass {
  /// Whether nothing is made private: where the rest of the interface cannot do without.
  var isMild = false

  package init(isMild: Bool = false) { self.isMild = isMild }

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    let superseded = context.superseded
    guard !superseded.isEmpty else { return }
    let index = MemberIndex(cell.file)
    var seen: Set<Int> = []
    for entry in index.entries where superseded.members.contains(entry.member) {
      let start = entry.syntax.byteRange.lowerBound
      let modifiers = entry.syntax.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
      guard seen.insert(start).inserted, !modifiers.contains(where: { $0.name.text == "private" && $0.detail == nil })
      else { continue }
      if isMild || isConforming(entry.group, superseded) {
        if !entry.member.isType { edits.insert("@_disfavoredOverload ", at: start, rank: -1) }
      } else {
        for modifier in modifiers where modifier.name.text == "internal" { edits.blank(modifier.byteRange) }
        edits.insert("fileprivate ", at: start, rank: -1)
      }
    }
    for extended in Set(index.sites.map(\.extended)) { strike(extended, superseded, &edits) }
  }

  private func isConforming(_ group: (any DeclGroupSyntax)?, _ superseded: Superseded) -> Bool {
    guard let group else { return false }
    if let extended = group.as(ExtensionDeclSyntax.self) { return !extended.kept(superseded).isEmpty }
    return group.inheritanceClause != nil
  }

  private func strike(_ extended: ExtensionDeclSyntax, _ superseded: Superseded, _ edits: inout SourceEdits) {
    guard let clause = extended.inheritanceClause else { return }
    let kept = extended.kept(superseded)
    guard kept.count < clause.inheritedTypes.count else { return }
    if !kept.isEmpty { edits.insert(": " + kept.joined(separator: ", "), at: clause.byteRange.lowerBound) }
    edits.blank(clause.byteRange)
  }
}

extension ExtensionDeclSyntax {
  /// What it inherits without what is superseded.
  func kept(_ superseded: Superseded) -> [String] {
    let type = Signature.extended(extendedType).name
    return (inheritanceClause?.inheritedTypes ?? []).filter { inherited in
      !MemberIndex.protocols(in: inherited.type).contains {
        superseded.conformances.contains(Conformance(type: type, name: $0))
      }
    }.map { $0.type.trimmedDescription.replacing("\n", with: " ") }
  }
}
