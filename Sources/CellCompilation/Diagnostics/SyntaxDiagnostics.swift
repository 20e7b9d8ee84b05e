// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftDiagnostics
import SwiftParserDiagnostics
import SwiftSyntax

/// Syntax errors, found by the parser before the compiler is asked.
package enum SyntaxDiagnostics {
  package static func find(in cell: ParsedCell) -> [CellDiagnostic] {
    guard cell.file.hasError else { return [] }
    let errors = ParseDiagnosticsGenerator.diagnostics(for: cell.file).map { diagnostic in
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
      // What is to be inserted must be named: "insert expression" helps nobody.
      let fixes = diagnostic.fixIts.map(\.message.message).filter { $0.contains("'") || !$0.hasPrefix("insert") }
      result.notes += fixes.prefix(1).map {
        var note = CellDiagnostic(severity: .note, message: $0)
        note.isFix = true
        return note
      }
      return result
    }
    return SyntaxHabits.explain(firstOfEachLine(errors), in: cell)
  }

  /// Behind its first error in a line the parser guesses.
  private static func firstOfEachLine(_ errors: [CellDiagnostic]) -> [CellDiagnostic] {
    var lines: Set<Int> = []
    return errors.filter { $0.severity != .error || $0.line.map { lines.insert($0).inserted } ?? true }
  }
}

extension ParsedCell {
  /// What the cell would declare if it compiled, and what it assigns in the belief that this declares it.
  var wouldBeNames: Set<String> {
    var names = Set(declarations.map(\.name))
    for line in TokenLine.lines(of: self) where line.tokens.count > 2 {
      if ["def", "class"].contains(line.words[0]) || (line.words[1] == "=" && line.isName(0)) {
        names.insert(line.words[line.words[1] == "=" ? 0 : 1])
      }
    }
    return names
  }
}
