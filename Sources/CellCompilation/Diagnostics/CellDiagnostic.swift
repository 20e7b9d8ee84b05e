// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Something the compiler has to say about a cell, in the user's coordinates and words.
package struct CellDiagnostic: Equatable, Sendable {
  package enum Severity: String, Sendable { case error, warning, note }

  package struct FixIt: Equatable, Sendable {
    /// Column in bytes, from 1, and the text that belongs there.
    package var column: Int
    package var text: String
  }

  package var severity: Severity
  package var message: String
  /// The compiler's name for the kind of diagnostic, for example `cannot_find_in_scope`.
  package var kind: String?
  /// The module in whose cell it is; another than the failing cell's for notes about earlier cells.
  package var module: String?
  /// Line and column from 1, columns in bytes; nil for what has no place in a cell.
  package var line: Int?
  package var column: Int?
  /// Columns to underline, in bytes from 1.
  package var ranges: [Range<Int>] = []
  package var fixIts: [FixIt] = []
  package var notes: [CellDiagnostic] = []
  /// A note that says how to mend it.
  package var isFix = false
  /// Whether it points into text that the user did not write.
  package var isInGeneratedText = false

  package init(
    severity: Severity, message: String, module: String? = nil, line: Int? = nil, column: Int? = nil
  ) {
    self.severity = severity
    self.message = message
    self.module = module
    self.line = line
    self.column = column
  }
}
