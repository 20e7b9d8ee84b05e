// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// What `guard let` binds at the top level is not a variable of the module: it gets another name, and a variable with
/// the user's name follows the statement.
package struct GuardPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for step in cell.steps {
      guard case .stmt(let statement) = step.syntax.item, let condition = statement.as(GuardStmtSyntax.self) else {
        continue
      }
      for element in condition.conditions { rename(in: element, of: condition, &edits, cell, context) }
    }
  }

  private func rename(
    in element: ConditionElementSyntax, of statement: GuardStmtSyntax, _ edits: inout SourceEdits, _ cell: ParsedCell,
    _ context: PassContext
  ) {
    let finder = BoundPatterns(viewMode: .sourceAccurate)
    finder.walk(element)
    for pattern in finder.patterns {
      let name = pattern.identifier
      // As in any script, a binding may hide a variable of the same cell; it then is no variable of the module.
      guard cell.guardDeclares(name.identifierText, in: statement) else { continue }
      let inner = "__guard_" + name.identifierText
      edits.insert("__guard_", at: name.byteRange.lowerBound, rank: EditRank.openAwait)
      if case .optionalBinding(let binding) = element.condition, binding.initializer == nil {
        let outer = context.oldNames[name.identifierText].map { $0 + "." } ?? ""
        edits.insert(" = \(outer)\(name.text)", at: name.byteRange.upperBound, rank: EditRank.closeAwait)
      }
      // Later conditions of the same statement read it.
      let readers = ReferenceFinder([name.identifierText])
      for later in statement.conditions where later.position > element.position { readers.walk(later) }
      for range in readers.ranges { edits.insert("__guard_", at: range.lowerBound, rank: EditRank.openAwait + 1) }
      edits.insert(
        "; \(finder.keyword) \(name.text) = \(inner)", at: statement.byteRange.upperBound, rank: EditRank.closeAwait)
    }
  }
}

extension ParsedCell {
  /// Whether a top-level `guard` declares the name, or only hides a variable that the cell has declared before.
  func guardDeclares(_ name: String, in statement: GuardStmtSyntax) -> Bool {
    !file.statements.contains { item in
      guard item.position < statement.position, case .decl(let declaration) = item.item,
        let variable = declaration.as(VariableDeclSyntax.self)
      else { return false }
      return variable.bindings.contains { NameCollector.names(in: $0.pattern).contains(name) }
    }
  }

  /// Whether `guard let x` makes the cell's `x` from the `x` of an earlier cell.
  func guardRereads(_ name: String) -> Bool {
    steps.contains { step in
      guard case .stmt(let statement) = step.syntax.item, let condition = statement.as(GuardStmtSyntax.self),
        guardDeclares(name, in: condition)
      else { return false }
      return condition.conditions.contains { element in
        guard case .optionalBinding(let binding) = element.condition, binding.initializer == nil else { return false }
        return NameCollector.names(in: binding.pattern).contains(name)
      }
    }
  }
}

/// The identifiers that a condition binds.
private final class BoundPatterns: SyntaxVisitor {
  private(set) var patterns: [IdentifierPatternSyntax] = []
  private(set) var keyword = "let"

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    patterns.append(node)
    return .skipChildren
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    keyword = node.bindingSpecifier.text
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
