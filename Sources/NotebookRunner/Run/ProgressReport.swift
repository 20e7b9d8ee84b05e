// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Tells the user how a run goes: one line per cell, and on a terminal a line that lives while the cell runs.
package final class ProgressReport {
  package enum CellEnd {
    /// `kind` is what the cell has shown; `isMissingError` where the notebook says that the cell must fail.
    case succeeded(kind: String, isMissingError: Bool)
    case failed(ErrorContent, isExpected: Bool)
    case interrupted
    case died(String)
  }

  private let terminal: Terminal
  private var total = 0
  private var number = 0
  private var code = ""
  private var cellStart = SuspendingClock.now
  private var runStart = SuspendingClock.now

  package init(terminal: Terminal) { self.terminal = terminal }

  package func start(_ notebook: String, kernel: String) {
    runStart = .now
    terminal.print("Running \(notebook) with \(kernel)")
  }

  package func begin(total: Int) { self.total = total }

  package func cellStarted(_ number: Int, _ firstLine: String) {
    self.number = number
    code = firstLine
    cellStart = .now
    tick()
  }

  /// Renews the live line.
  package func tick() {
    guard terminal.isInteractive else { return }
    // What takes no time needs no clock; a flashing one would only disturb.
    let seconds = Self.seconds(since: cellStart)
    terminal.show(line("", seconds < 1 ? "" : "\(Int(seconds)) s"))
  }

  package func cellEnded(_ end: CellEnd) {
    let time = Self.format(Self.seconds(since: cellStart))
    switch end {
    case .succeeded(let kind, let isMissingError):
      terminal.print(line(isMissingError ? "no error" : kind, time))
      if isMissingError { terminal.print("        tagged raises-exception, but did not fail") }
    case .failed(let error, isExpected: true):
      terminal.print(line("\(error.name), expected", time))
    case .failed(let error, isExpected: false):
      terminal.print(line("failed", time))
      show(error)
    case .interrupted: terminal.print(line("interrupted", time))
    case .died(let reason):
      terminal.print(line("failed", time))
      terminal.print(reason)
    }
  }

  package func skipped(_ count: Int) {
    if count > 0 { terminal.print("\(count) cell\(count == 1 ? "" : "s") not run") }
  }

  package func end(_ exitCode: Int32) {
    let word =
      switch exitCode {
      case RunExitCode.success: "Done in"
      case RunExitCode.interrupted: "Stopped after"
      default: "Failed after"
      }
    terminal.print("\(word) \(Self.format(Self.seconds(since: runStart)))")
  }

  package func wrote(_ path: String) { terminal.print("Wrote \(path)") }

  package func fail(_ reason: String) { terminal.print("martlet run: \(reason)") }

  /// The kernel's own words, in colour where the terminal has it.
  private func show(_ error: ErrorContent) {
    let text = error.traceback.isEmpty ? "\(error.name): \(error.value)" : error.traceback.joined(separator: "\n")
    terminal.print(terminal.isInteractive ? text : TerminalText.plain(text))
  }

  /// `[ 3/12] let x = model.run(…)          svg   1.24 s`, no wider than the terminal.
  private func line(_ kind: String, _ time: String) -> String {
    let digits = String(total).count
    let padded = String(number)
    let prompt = "[\(String(repeating: " ", count: max(0, digits - padded.count)))\(padded)/\(total)] "
    let right = "  \(kind)" + String(repeating: " ", count: max(0, 9 - time.count)) + time
    let room = max(10, terminal.width - prompt.count - right.count)
    let shown = code.count > room ? code.prefix(room - 1) + "…" : code[...]
    return prompt + shown + String(repeating: " ", count: max(0, room - shown.count)) + right
  }

  private static func seconds(since start: SuspendingClock.Instant) -> Double {
    start.duration(to: .now) / .seconds(1)
  }

  /// `0.42 s`, `12.3 s`, `3 min 5 s`.
  package static func format(_ seconds: Double) -> String {
    if seconds >= 100 { return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s" }
    let decimals = seconds < 10 ? 100 : 10
    let rounded = Int((seconds * Double(decimals)).rounded())
    let fraction = String(rounded % decimals)
    let zeros = String(repeating: "0", count: (decimals == 100 ? 2 : 1) - fraction.count)
    return "\(rounded / decimals).\(zeros)\(fraction) s"
  }
}
