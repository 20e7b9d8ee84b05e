// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Draws diagnostics over the user's own lines, with ANSI colours, as tracebacks are.
package enum DiagnosticRenderer {
  package static func lines(for diagnostic: CellDiagnostic, text: String, executionCount: Int) -> [String] {
    var lines: [String] = []
    if let line = diagnostic.line {
      lines.append(ANSI.dim("Cell \(executionCount), line \(line)"))
      lines += excerpt(diagnostic, line: line, text: text)
    }
    lines.append(ANSI.red(diagnostic.severity.rawValue + ": ") + ANSI.bold(diagnostic.message))
    for note in diagnostic.notes {
      let place = note.line.map { note.module == nil || note.module == diagnostic.module ? " (line \($0))" : "" } ?? ""
      lines.append("  " + (note.isFix ? ANSI.green("fix: ") : ANSI.cyan("note: ")) + note.message + place)
      lines += note.fixIts.filter { !$0.text.isEmpty }.map { "  " + ANSI.green("fix: ") + "write '\($0.text)'" }
    }
    lines += diagnostic.fixIts.filter { !$0.text.isEmpty }.map { "  " + ANSI.green("fix: ") + "write '\($0.text)'" }
    return lines
  }

  /// The line and what is underlined in it.
  package static func excerpt(_ diagnostic: CellDiagnostic, line: Int, text: String) -> [String] {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard rows.indices.contains(line - 1) else { return [] }
    let row = String(rows[line - 1])
    let number = String(line)
    var lines = [" " + ANSI.dim(number + " │ ") + row]
    let marks = marks(diagnostic, under: row)
    if !marks.isEmpty {
      lines.append(" " + String(repeating: " ", count: number.count) + ANSI.dim(" │ ") + ANSI.red(marks))
    }
    return lines
  }

  private static func marks(_ diagnostic: CellDiagnostic, under row: String) -> String {
    var marked: Set<Int> = []
    for range in diagnostic.ranges { marked.formUnion(range) }
    var result = ""
    var byte = 1
    for character in row {
      let columns = isWide(character) ? 2 : 1
      if diagnostic.column == byte {
        result += "^" + String(repeating: marked.contains(byte) ? "~" : " ", count: columns - 1)
      } else if marked.contains(byte) {
        result += String(repeating: "~", count: columns)
      } else {
        result += character == "\t" ? "\t" : String(repeating: " ", count: columns)
      }
      byte += character.utf8.count
    }
    if let column = diagnostic.column, column >= byte { result += "^" }
    while result.hasSuffix(" ") { result.removeLast() }
    return result
  }

  /// Whether a terminal gives the character two columns: East Asian scripts and pictures.
  private static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.contains { scalar in
      if scalar.properties.isEmojiPresentation { return true }
      return switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        true
      default: false
      }
    }
  }
}

/// Colours that front ends show and nbconvert translates.
package enum ANSI {
  package static func red(_ text: String) -> String { "\u{1b}[31m\(text)\u{1b}[39m" }
  package static func green(_ text: String) -> String { "\u{1b}[32m\(text)\u{1b}[39m" }
  package static func cyan(_ text: String) -> String { "\u{1b}[36m\(text)\u{1b}[39m" }
  package static func bold(_ text: String) -> String { "\u{1b}[1m\(text)\u{1b}[22m" }
  package static func dim(_ text: String) -> String { "\u{1b}[2m\(text)\u{1b}[22m" }
}
