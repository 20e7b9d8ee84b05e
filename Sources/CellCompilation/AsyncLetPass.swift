// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `async let` at the top level: the binding becomes a task that runs at once, and its uses, which stand under
/// `await` anyway, its value.
package struct AsyncLetPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    var names: Set<String> = []
    for step in cell.steps {
      guard case .decl(let declaration) = step.syntax.item, let variable = declaration.as(VariableDeclSyntax.self),
        variable.isAsync
      else { continue }
      for modifier in variable.modifiers where modifier.name.text == "async" { edits.blank(modifier.byteRange) }
      for binding in variable.bindings {
        guard let value = binding.initializer?.value else { continue }
        names.formUnion(NameCollector.names(in: binding.pattern))
        let type = binding.typeAnnotation.map { " as " + $0.type.trimmedDescription } ?? ""
        if let range = binding.typeAnnotation?.byteRange { edits.blank(range) }
        let effect = effect(of: NameCollector.names(in: binding.pattern), value, in: cell)
        edits.insert("Task { \(effect) (", at: value.byteRange.lowerBound, rank: EditRank.openAwait)
        edits.insert(")\(type) }", at: value.byteRange.upperBound, rank: EditRank.closeAwait)
      }
    }
    guard !names.isEmpty else { return }
    let finder = ReferenceFinder(names)
    finder.walk(cell.file)
    for range in finder.ranges { edits.insert(".value", at: range.upperBound, rank: EditRank.closeAwait - 1) }
  }

  /// `async let` needs no `await` or `try` at its value; a task's closure does. The value throws if a use of the
  /// name stands under `try`, as Swift asks of such uses.
  private func effect(of names: [String], _ value: ExprSyntax, in cell: ParsedCell) -> String {
    let finder = ReferenceFinder(Set(names))
    finder.walk(cell.file)
    let throwing = finder.nodes.isEmpty || finder.nodes.contains { Self.isUnderTry(Syntax($0)) }
    return throwing ? "try await" : "await"
  }

  private static func isUnderTry(_ node: Syntax) -> Bool {
    var parent = node.parent
    while let current = parent, !current.is(CodeBlockItemSyntax.self) {
      if current.is(TryExprSyntax.self) { return true }
      // `try await a + b`: `try` covers what stands right of it in a sequence that the parser leaves flat.
      if let sequence = current.as(ExprListSyntax.self), current.parent?.is(SequenceExprSyntax.self) == true,
        sequence.contains(where: { $0.is(TryExprSyntax.self) && $0.position <= node.position })
      {
        return true
      }
      parent = current.parent
    }
    return false
  }
}
