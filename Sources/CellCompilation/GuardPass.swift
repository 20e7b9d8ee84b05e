// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// What `guard let` binds at the top level is not a variable of the module: it gets another name, and a variable with
/// the user's name follows the statement.
struct GuardPass: CellPass {
  func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for step in cell.steps {
      guard case .stmt(let statement) = step.syntax.item, let condition = statement.as(GuardStmtSyntax.self) else {
        continue
      }
      for element in condition.conditions { rename(in: element, of: condition, &edits, context) }
    }
  }

  private func rename(
    in element: ConditionElementSyntax, of statement: GuardStmtSyntax, _ edits: inout SourceEdits, _ context: PassContext
  ) {
    let finder = BoundPatterns(viewMode: .sourceAccurate)
    finder.walk(element)
    for pattern in finder.patterns {
      let name = pattern.identifier
      let inner = "__guard_" + name.identifierText
      edits.insert("__guard_", at: name.byteRange.lowerBound, rank: EditRank.openAwait)
      if case .optionalBinding(let binding) = element.condition, binding.initializer == nil {
        let earlier = context.oldNames[name.identifierText].map { $0 + "." } ?? ""
        edits.insert(" = \(earlier)\(name.text)", at: name.byteRange.upperBound, rank: EditRank.closeAwait)
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
  /// Whether the cell says `guard let name else`, which reads an earlier cell's variable of that name.
  func rebindsByGuard(_ name: String) -> Bool {
    steps.contains { step in
      guard case .stmt(let statement) = step.syntax.item, let condition = statement.as(GuardStmtSyntax.self) else {
        return false
      }
      return condition.conditions.contains { element in
        guard case .optionalBinding(let binding) = element.condition, binding.initializer == nil else { return false }
        return binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText == name
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
