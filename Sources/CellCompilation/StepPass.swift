// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Puts the opaque marker call before every step. The marker tells how far a cell came, releases the old values of
/// variables when a cell is entered again, looks for interrupts, and keeps the optimiser from dropping stores that
/// come before an endless loop or a trap.
package struct StepPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for (index, step) in cell.steps.enumerated() {
      // `#if` must be the first thing on its line: the mark goes into its clauses.
      if case .decl(let declaration) = step.syntax.item, let config = declaration.as(IfConfigDeclSyntax.self) {
        for clause in config.clauses {
          guard case .statements(let items)? = clause.elements, let first = items.first else { continue }
          if case .decl(let inner) = first.item, inner.is(ImportDeclSyntax.self) || inner.is(IfConfigDeclSyntax.self) {
            continue
          }
          edits.insert("__martlet_step(\(index)); ", at: first.byteRange.lowerBound, rank: EditRank.step)
        }
        continue
      }
      edits.insert("__martlet_step(\(index)); ", at: step.syntax.byteRange.lowerBound, rank: EditRank.step)
    }
  }
}

/// Shows the value of the last expression.
package struct ResultPass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    guard let index = cell.resultStep, case .expr(let expression) = cell.steps[index].syntax.item else { return }
    let range = expression.byteRange
    if expression.isPlace {
      edits.insert("_martletResult(", at: range.lowerBound, rank: EditRank.openResult)
      edits.insert(")", at: range.upperBound, rank: EditRank.closeResult)
      return
    }
    edits.insert("do { let \(Generated.result) = ", at: range.lowerBound, rank: EditRank.openResult)
    edits.insert("; _martletResult(\(Generated.result)) }", at: range.upperBound, rank: EditRank.closeResult)
  }
}

/// Names that only generated code uses; diagnostics that mention them are reworded.
enum Generated {
  static let result = "__martlet_value"
}
