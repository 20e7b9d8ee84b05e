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
package struct PassContext {
  package var module: String
  /// Names that the cell declares again while it still reads the old ones, with the module they come from.
  package var oldNames: [String: String]
  /// Names of earlier cells' variables that stand behind a property wrapper.
  package var wrappedNames: Set<String>

  package init(module: String, oldNames: [String: String] = [:], wrappedNames: Set<String> = []) {
    self.module = module
    self.oldNames = oldNames
    self.wrappedNames = wrappedNames
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
