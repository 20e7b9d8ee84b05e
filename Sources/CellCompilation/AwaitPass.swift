// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Makes `await` work at the top level.
///
/// A cell is a library, and in a library script mode cannot suspend: its entry point would never return. An expression
/// with `await` therefore becomes the body of a task that the cell waits for; a compound statement (`for await`, or a
/// block that awaits inside) becomes one whole.
package struct AwaitPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for step in cell.steps where AwaitFinder.contains(Syntax(step.syntax)) {
      switch step.syntax.item {
      case .expr(let expression): wrap(expression, &edits)
      // `async let` has a task of its own.
      case .decl(let declaration) where declaration.as(VariableDeclSyntax.self)?.isAsync == true: break
      case .decl(let declaration): wrapExpressions(in: Syntax(declaration), &edits)
      case .stmt(let statement):
        if let condition = statement.as(GuardStmtSyntax.self) {
          // What `guard` binds must stay at the top level.
          wrapExpressions(in: Syntax(condition.conditions), &edits)
        } else {
          wrapStatement(statement, &edits)
        }
      @unknown default: break
      }
    }
  }

  private func wrapExpressions(in node: Syntax, _ edits: inout SourceEdits) {
    for child in node.children(viewMode: .sourceAccurate) where AwaitFinder.contains(child) {
      if let expression = child.as(ExprSyntax.self) {
        wrap(expression, &edits)
      } else {
        wrapExpressions(in: child, &edits)
      }
    }
  }

  private func wrap(_ expression: ExprSyntax, _ edits: inout SourceEdits) {
    let range = expression.byteRange
    // `x = await f()`: only what stands right of the assignment; the variable is not captured.
    if let sequence = expression.as(SequenceExprSyntax.self),
      let assignment = sequence.elements.first(where: { $0.is(AssignmentExprSyntax.self) })
    {
      let start = assignment.endPosition.utf8Offset
      edits.insert(" try _martletAwait({ ", at: start, rank: EditRank.openAwait)
      edits.insert(" })", at: range.upperBound, rank: EditRank.closeAwait)
      return
    }
    // In parentheses: a condition takes no trailing closure.
    edits.insert("try _martletAwait({ ", at: range.lowerBound, rank: EditRank.openAwait)
    edits.insert(" })", at: range.upperBound, rank: EditRank.closeAwait)
  }

  private func wrapStatement(_ statement: StmtSyntax, _ edits: inout SourceEdits) {
    let range = statement.byteRange
    edits.insert("try _martletAwait { () async throws -> Void in ", at: range.lowerBound, rank: EditRank.openAwait)
    edits.insert(" }", at: range.upperBound, rank: EditRank.closeAwait)
  }
}

/// Looks for `await` that belongs to the top level: not to a closure or a function inside.
final class AwaitFinder: SyntaxVisitor {
  private var found = false

  static func contains(_ node: Syntax) -> Bool {
    let finder = AwaitFinder(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.found
  }

  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
    found = true
    return .skipChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if node.awaitKeyword != nil { found = true }
    return .visitChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    // An `async let` inside a block.
    if node.isAsync, node.parent?.parent?.parent?.is(SourceFileSyntax.self) == false { found = true }
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
