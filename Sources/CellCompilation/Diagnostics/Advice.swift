// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What to tell instead of the compiler's words: what is wrong, and what to write.
struct Advice {
  var message: String
  /// Each is shown on a line of its own, for example `write 'labels .== 0'`.
  var remedies: [String]
  /// Bytes of the cell that the advice explains: other errors in there follow from this one.
  var scope: Range<Int>
  /// What is underlined; nil keeps the compiler's place.
  var mark: Range<Int>?

  init(_ message: String, write: String? = nil, remedies: [String] = [], scope: Range<Int>, mark: Range<Int>? = nil) {
    self.message = message
    self.remedies = (write.map { ["write '\($0)'"] } ?? []) + remedies
    self.scope = scope
    self.mark = mark
  }

  /// The advice in the place of a diagnostic, whose own notes and suggestions it replaces.
  func diagnostic(replacing original: CellDiagnostic, in cell: ParsedCell) -> CellDiagnostic {
    var result = original
    result.message = message
    result.fixIts = []
    result.notes = remedies.map { remedy in
      var note = CellDiagnostic(severity: .note, message: remedy)
      note.isFix = true
      return note
    }
    if let mark {
      let start = cell.place(of: mark.lowerBound)
      let end = cell.place(of: mark.upperBound)
      result.line = start.line
      result.column = start.column
      result.ranges = end.line == start.line && end.column > start.column ? [start.column..<end.column] : []
    }
    return result
  }
}
