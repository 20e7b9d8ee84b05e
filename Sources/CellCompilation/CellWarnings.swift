// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the compiler warns of in a cell that compiles: only what the user wrote, and only what the user can mend.
package enum CellWarnings {
  static func select(_ diagnostics: [CellDiagnostic], module: String, lineCount: Int) -> [CellDiagnostic] {
    let own = diagnostics.filter { diagnostic in
      guard diagnostic.severity == .warning, diagnostic.module == module, let line = diagnostic.line else {
        return false
      }
      return (1...max(1, lineCount)).contains(line) && !diagnostic.isInGeneratedText && !isNoise(diagnostic.message)
    }
    return own.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }

  /// A value that nothing uses, behind which a semicolon hides it on purpose.
  static func isHidden(_ diagnostic: CellDiagnostic, in cell: ParsedCell) -> Bool {
    guard diagnostic.kind?.hasPrefix("expression_unused") == true, let offset = cell.offset(of: diagnostic) else {
      return false
    }
    return cell.steps.contains { $0.syntax.byteRange.contains(offset) && $0.syntax.semicolon != nil }
  }

  private static func isNoise(_ message: String) -> Bool {
    // Names that only generated code has.
    message.contains("__martlet") || message.contains("_martlet") || message.contains("__guard_")
      || message.contains("__wrapped_") || message.contains("__async_")
      // A library must fear the owners of the type and of the protocol; a notebook is compiled anew.
      || message.contains("this will not behave correctly if the owners")
      // Every variable of a cell's top level is one that other cells and threads may reach.
      || message.contains("this is an error in the Swift 6 language mode") && message.contains("global")
  }

  /// The warnings over the user's own lines, for standard error.
  package static func text(_ warnings: [CellDiagnostic], of text: String) -> String {
    var lines: [String] = []
    for warning in warnings.prefix(10) {
      let place = warning.line.map { " (line \($0))" } ?? ""
      lines.append("Warning\(place): \(warning.message)")
      if let line = warning.line { lines += DiagnosticRenderer.excerpt(warning, line: line, text: text) }
    }
    if warnings.count > 10 { lines.append("… and \(warnings.count - 10) more warnings") }
    return lines.map { $0 + "\n" }.joined()
  }
}
