// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `let x = x + 1` in a cell means the `x` of an earlier cell on the right: reads of a name before the cell's own
/// declaration of it are qualified with the earlier module.
package struct OldNamePass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    for (name, module) in context.oldNames.sorted(by: { $0.key < $1.key }) {
      for range in cell.readsBeforeDeclaration(of: name) {
        edits.insert(module + ".", at: range.lowerBound, rank: EditRank.openAwait + 1)
      }
    }
  }
}

extension ParsedCell {
  /// Where the cell reads a name of its own before, or while, it initialises it; such reads mean an earlier cell's.
  func readsBeforeDeclaration(of name: String) -> [Range<Int>] {
    guard let declaration = declarations.first(where: { $0.name == name && $0.kind == .variable }),
      let declaring = declaration.step
    else { return [] }
    let finder = ReferenceFinder([name])
    for step in steps[...declaring] { finder.walk(Syntax(step.syntax)) }
    return finder.ranges
  }
}
