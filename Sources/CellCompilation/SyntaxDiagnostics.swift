// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftDiagnostics
import SwiftParserDiagnostics
import SwiftSyntax

/// Syntax errors, found by the parser before the compiler is asked.
package enum SyntaxDiagnostics {
  package static func find(in cell: ParsedCell) -> [CellDiagnostic] {
    guard cell.file.hasError else { return [] }
    return ParseDiagnosticsGenerator.diagnostics(for: cell.file).map { diagnostic in
      let start = diagnostic.location(converter: cell.converter)
      var result = CellDiagnostic(
        severity: diagnostic.diagMessage.severity == .error ? .error : .warning, message: diagnostic.message,
        line: start.line, column: start.column)
      let end = cell.converter.location(for: diagnostic.node.endPositionBeforeTrailingTrivia)
      if end.line == start.line, end.column > start.column { result.ranges = [start.column..<end.column] }
      result.notes = diagnostic.notes.map { note in
        let place = note.location(converter: cell.converter)
        return CellDiagnostic(severity: .note, message: note.message, line: place.line, column: place.column)
      }
      result.notes += diagnostic.fixIts.map {
        var note = CellDiagnostic(severity: .note, message: $0.message.message)
        note.isFix = true
        return note
      }
      return result
    }
  }
}
