// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `async let` at the top level: the binding becomes a task that runs at once, and its uses, which stand under
/// `await` anyway, its value.
struct AsyncLetPass: CellPass {
  func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    var names: Set<String> = []
    for step in cell.steps {
      guard case .decl(let declaration) = step.syntax.item, let variable = declaration.as(VariableDeclSyntax.self),
        variable.isAsync
      else { continue }
      for modifier in variable.modifiers where modifier.name.text == "async" { edits.blank(modifier.byteRange) }
      for binding in variable.bindings {
        guard let value = binding.initializer?.value else { continue }
        names.formUnion(NameCollector.names(in: binding.pattern))
        let annotation = binding.typeAnnotation.map { " () async throws -> \($0.type.trimmedDescription) in" } ?? ""
        if let range = binding.typeAnnotation?.byteRange { edits.blank(range) }
        edits.insert("Task {\(annotation) ", at: value.byteRange.lowerBound, rank: EditRank.openAwait)
        edits.insert(" }", at: value.byteRange.upperBound, rank: EditRank.closeAwait)
      }
    }
    guard !names.isEmpty else { return }
    let finder = ReferenceFinder(names)
    finder.walk(cell.file)
    for range in finder.ranges { edits.insert(".value", at: range.upperBound, rank: EditRank.closeAwait - 1) }
  }
}

/// Uses of names as values.
final class ReferenceFinder: SyntaxVisitor {
  private let names: Set<String>
  private(set) var ranges: [Range<Int>] = []

  init(_ names: Set<String>) {
    self.names = names
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    if !isMember, names.contains(node.baseName.identifierText) { ranges.append(node.byteRange) }
    return .visitChildren
  }
}
