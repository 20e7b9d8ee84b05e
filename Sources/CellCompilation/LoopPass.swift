// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Puts a look for interrupts at the start of the outermost loops' bodies at the top level: there no variable is half
/// changed, and the opaque call makes the compiler keep the session's variables in memory from round to round. Loops
/// inside them and loops in functions stay as fast as they are.
package struct LoopPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for step in cell.steps {
      let finder = OuterLoops(viewMode: .sourceAccurate)
      finder.walk(step.syntax)
      for brace in finder.braces { edits.insert(" __martlet_check();", at: brace) }
    }
  }
}

private final class OuterLoops: SyntaxVisitor {
  /// Offsets behind the opening braces.
  private(set) var braces: [Int] = []

  private func take(_ body: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    braces.append(body.leftBrace.byteRange.upperBound)
    return .skipChildren
  }

  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { take(node.body) }
  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { take(node.body) }
  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    node.awaitKeyword == nil ? take(node.body) : .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
