// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One rewriting of a cell, as edits within its lines.
///
/// Where edits of several passes meet at one offset, their ranks decide: step markers come first, then the opening of
/// the result, then the opening of an await; closings in the opposite order.
package protocol CellPass: Sendable {
  func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext)
}

/// What passes know beside the cell.
package struct PassContext: Sendable {
  package var module: String
  /// Names that the cell declares again while it still reads the old ones, with the module they come from.
  package var oldNames: [String: String]
  /// Earlier cells' variables that have another form in their modules.
  package var stored: [String: Declaration.Storage]
  /// The number that the user knows the cell by.
  package var executionCount: Int
  /// Operators and precedence groups of earlier cells.
  package var operatorLines: [String] = []
  /// What the interface of the module must not show any more.
  package var superseded = Superseded()

  package init(
    module: String, oldNames: [String: String] = [:], stored: [String: Declaration.Storage] = [:],
    executionCount: Int = 0
  ) {
    self.module = module
    self.oldNames = oldNames
    self.stored = stored
    self.executionCount = executionCount
  }
}

enum EditRank {
  // At one offset: what closes the text before comes ahead of what opens the text after.
  static let closeAwait = -3
  static let closeResult = -2
  static let step = 0
  static let openResult = 1
  static let openAwait = 2
}
