// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import JupyterKernel

extension CellError {
  /// An error that has no place in the cell.
  init(name: String, value: String, hint: String? = nil) {
    var lines = [ANSI.red(name) + ": " + value]
    if let hint { lines.append(ANSI.cyan("note: ") + hint) }
    self.init(name: name, value: value, traceback: lines)
  }

  /// A cell that does not compile: nothing of it ran.
  init(_ diagnostics: [CellDiagnostic], text: String, executionCount: Int) {
    let errors = diagnostics.filter { $0.severity == .error }
    let first = errors.first ?? CellDiagnostic(severity: .error, message: "the cell does not compile")
    var lines: [String] = []
    for diagnostic in errors.prefix(10) {
      lines += DiagnosticRenderer.lines(for: diagnostic, text: text, executionCount: executionCount)
    }
    if errors.count > 10 { lines.append("… and \(errors.count - 10) more errors") }
    let place = first.line.map { " (line \($0))" } ?? ""
    self.init(name: "CompileError", value: first.message + place, traceback: lines)
  }

  /// The worker is gone.
  init(death: WorkerProcess.Death, lost: [String], restorable: Int) {
    let value = "the process that runs the cells has ended: \(death.description)"
    var lines = [ANSI.red("WorkerDied") + ": " + value]
    if lost.isEmpty {
      lines.append("Nothing was lost; a new worker runs the next cell.")
    } else {
      let names = lost.prefix(20).joined(separator: ", ") + (lost.count > 20 ? ", … \(lost.count - 20) more" : "")
      lines.append("Lost: \(names). A new worker runs the next cell.")
    }
    if restorable > 0 {
      lines.append(
        ANSI.cyan("note: ")
          + "%restore re-runs the \(restorable == 1 ? "compiled cell" : "\(restorable) compiled cells") and brings their variables back"
      )
    }
    self.init(name: "WorkerDied", value: value, traceback: lines)
  }
}
