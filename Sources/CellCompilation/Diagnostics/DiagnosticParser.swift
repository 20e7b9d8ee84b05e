// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads the compiler's diagnostics (LLVM style) and translates them back to the user's cell.
///
/// Each is `file:line:column: severity: message`, then the source line, then a line of carets and tildes, then perhaps
/// a line with replacement text at its columns.
package struct DiagnosticParser {
  let cell: GeneratedCell

  package init(cell: GeneratedCell) { self.cell = cell }

  package func parse(_ output: String) -> [CellDiagnostic] {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var diagnostics: [CellDiagnostic] = []
    var index = 0
    while index < lines.count {
      guard var diagnostic = header(lines[index]) else {
        index += 1
        continue
      }
      let place = diagnostic.line
      if index + 2 < lines.count, isMarkerLine(lines[index + 2]) {
        readMarkers(lines[index + 2], source: lines[index + 1], into: &diagnostic)
        if index + 3 < lines.count, header(lines[index + 3]) == nil,
          !lines[index + 3].allSatisfy({ $0 == " " }), place != nil
        {
          readFixIts(lines[index + 3], source: lines[index + 1], into: &diagnostic)
          index += 1
        }
        index += 2
      }
      index += 1
      mapBack(&diagnostic)
      if diagnostic.severity == .note, !diagnostics.isEmpty {
        diagnostics[diagnostics.count - 1].notes.append(diagnostic)
      } else if !diagnostics.contains(diagnostic) {
        diagnostics.append(diagnostic)
      }
    }
    return diagnostics
  }

  private func header(_ line: String) -> CellDiagnostic? {
    guard var diagnostic = place(line) else { return nil }
    // `… [cannot_find_in_scope]`, perhaps with the group behind it: ` [#NoUsage]`.
    if let kind = diagnostic.message.firstMatch(of: /\ \[([a-z][A-Za-z0-9_]*)\](?:\ \[#[A-Za-z0-9_-]+\])?$/) {
      diagnostic.kind = String(kind.1)
      diagnostic.message.removeSubrange(kind.range)
      while diagnostic.message.hasSuffix(" ") { diagnostic.message.removeLast() }
    }
    return diagnostic
  }

  private func place(_ line: String) -> CellDiagnostic? {
    for severity in [CellDiagnostic.Severity.error, .warning, .note] {
      let label = ": \(severity.rawValue): "
      if let range = line.firstRange(of: label) {
        let place = line[..<range.lowerBound]
        let message = String(line[range.upperBound...])
        // `cell:Cell_3:12:5`; the name itself has a colon, so the numbers are taken from the end.
        let parts = place.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3, let row = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1]) else {
          return place.contains("/") || place.isEmpty || place == "<unknown>:0"
            ? CellDiagnostic(severity: severity, message: message) : nil
        }
        let file = parts.dropLast(2).joined(separator: ":")
        guard file.hasPrefix("cell:") else { return CellDiagnostic(severity: severity, message: message) }
        return CellDiagnostic(
          severity: severity, message: message, module: String(file.dropFirst(5)), line: row, column: column)
      }
      let bare = "\(severity.rawValue): "
      if line.hasPrefix(bare) { return CellDiagnostic(severity: severity, message: String(line.dropFirst(bare.count))) }
    }
    return nil
  }

  private func isMarkerLine(_ line: String) -> Bool {
    line.contains("^") && line.allSatisfy { $0 == " " || $0 == "^" || $0 == "~" || $0 == "\t" }
  }

  private func readMarkers(_ markers: String, source: String, into diagnostic: inout CellDiagnostic) {
    let columns = ByteColumns(source)
    var start: Int?
    for (index, character) in (markers + " ").enumerated() {
      if character == "^" || character == "~" {
        if start == nil { start = index }
      } else if let first = start {
        diagnostic.ranges.append(columns.byte(at: first)..<columns.byte(at: index))
        start = nil
      }
    }
  }

  private func readFixIts(_ text: String, source: String, into diagnostic: inout CellDiagnostic) {
    let columns = ByteColumns(source)
    let leading = text.prefix { $0 == " " }.count
    diagnostic.fixIts = [
      CellDiagnostic.FixIt(column: columns.byte(at: leading), text: Self.withoutPlaceholders(text.dropFirst(leading)))
    ]
  }

  /// `<#Int#>`, which an editor would turn into a field to fill in, becomes `<Int>`.
  private static func withoutPlaceholders(_ text: Substring) -> String {
    String(text).replacing(/<#(?:T##)?(.*?)(?:##.*?)?#>/) { "<\($0.1)>" }
  }

  private func mapBack(_ diagnostic: inout CellDiagnostic) {
    if let line = diagnostic.line.flatMap({ cell.line($0, of: diagnostic.module) }) {
      diagnostic.isInGeneratedText = diagnostic.column.map { cell.map.isInserted(line: line, column: $0) } ?? true
      func user(_ column: Int) -> Int { cell.map.userColumn(line: line, column: column) }
      diagnostic.column = diagnostic.column.map(user)
      diagnostic.ranges = diagnostic.ranges.map {
        user($0.lowerBound)..<max(user($0.upperBound), user($0.lowerBound) + 1)
      }
      diagnostic.fixIts = diagnostic.fixIts.map { CellDiagnostic.FixIt(column: user($0.column), text: $0.text) }
    }
  }
}

/// Columns of a printed line, which count characters, against columns in bytes from 1.
private struct ByteColumns {
  private var starts: [Int] = []

  init(_ line: String) {
    var byte = 1
    for scalar in line.unicodeScalars {
      starts.append(byte)
      byte += UTF8.width(scalar)
    }
    starts.append(byte)
  }

  func byte(at index: Int) -> Int {
    index < starts.count ? starts[index] : starts[starts.count - 1] + index - starts.count + 1
  }
}
