// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import JupyterKernel
import WorkerProtocol

/// Makes the error message of a cell that ended badly: what happened, where in the user's lines, what remains.
struct EndingReporter {
  let session: SessionState
  let symbolizer: Symbolizer

  func error(for report: RunReport, backgroundTrap: Ending?, module: CellModule) -> CellError {
    let ending = report.ending
    switch ending.kind {
    case .notOpened:
      return CellError(name: "LinkError", value: ending.message)
    case .threw:
      let parts = ending.message.split(separator: "\n", maxSplits: 1).map(String.init)
      return error(
        name: parts.first ?? "Error", value: parts.count > 1 ? parts[1] : "",
        places: places(symbolizer.trace(ending.frames), report, module), report: report, module: module)
    case .exited(let code):
      return error(
        name: "Exit", value: "the cell called exit(\(code)); in a notebook this ends only the cell",
        places: places(symbolizer.trace(ending.frames), report, module), report: report, module: module)
    case .interrupted(.backgroundTrap):
      let cause = backgroundTrap ?? ending
      let trace = symbolizer.trace(cause.frames)
      let message = TrapText.message(of: cause, runtimeFailure: trace.runtimeFailure)
      return error(
        name: "FatalError", value: message + Self.thread(of: cause), places: trace.places,
        report: report, module: module)
    case .interrupted(let reason):
      let trace = symbolizer.trace(ending.frames)
      let value =
        reason == .memory
        ? "the cell used nearly all the available memory (\(report.residentBytes >> 20) MiB resident) and was stopped"
        : "the cell was interrupted"
      return error(
        name: reason == .memory ? "OutOfMemory" : "Interrupted", value: value, places: places(trace, report, module),
        report: report, module: module)
    case .trapped, .finished:
      let trace = symbolizer.trace(ending.frames)
      return error(
        name: ending.stackOverflow ? "StackOverflow" : "FatalError",
        value: TrapText.message(of: ending, runtimeFailure: trace.runtimeFailure),
        places: places(trace, report, module), report: report, module: module)
    }
  }

  private static func thread(of ending: Ending) -> String {
    ending.onMainThread
      ? " (in code of the main actor, which goes on, or of the main queue, whose later blocks do not run)"
      : " (on a background thread, which has stopped)"
  }

  /// Where the trace leads; where it leads nowhere in a cell, the step that was running.
  private func places(
    _ trace: Symbolizer.Trace, _ report: RunReport, _ module: CellModule
  ) -> [Symbolizer.Place] {
    trace.places.isEmpty ? stepPlace(report, module).map { [$0] } ?? [] : trace.places
  }

  /// The line of the step that was running.
  private func stepPlace(_ report: RunReport, _ module: CellModule) -> Symbolizer.Place? {
    // Behind the last step, it was the last one that took the time.
    guard !module.stepLines.isEmpty else { return nil }
    let lines = module.stepLines[min(Int(report.step), module.stepLines.count - 1)]
    return Symbolizer.Place(module: module.name, line: lines.lowerBound, function: nil)
  }

  private func error(
    name: String, value: String, places: [Symbolizer.Place], report: RunReport, module: CellModule
  ) -> CellError {
    var lines = [ANSI.red(name) + ": " + ANSI.bold(value)]
    for place in shortened(places) {
      guard let place else {
        lines.append("  …")
        continue
      }
      let count = session.executionCount(of: place.module)
      lines.append(ANSI.dim("Cell \(count), line \(place.line)") + (place.function.map { ", in \($0)" } ?? ""))
      if let text = session.modules[place.module]?.text {
        let mark = CellDiagnostic(severity: .error, message: "", line: place.line)
        lines += DiagnosticRenderer.excerpt(mark, line: place.line, text: text)
      }
    }
    if let remark = remark(on: report, module) { lines.append(ANSI.cyan("note: ") + remark) }
    let line = places.first.map { " (cell \(session.executionCount(of: $0.module)), line \($0.line))" } ?? ""
    return CellError(name: name, value: value + line, traceback: lines)
  }

  /// A recursion's thousand frames say no more than its first and last.
  private func shortened(_ places: [Symbolizer.Place]) -> [Symbolizer.Place?] {
    guard places.count > 8 else { return places }
    return Array(places.prefix(5)) + [Symbolizer.Place?.none] + Array(places.suffix(2))
  }

  /// Which of the cell's variables have no value now.
  private func remark(on report: RunReport, _ module: CellModule) -> String? {
    let missing = module.declarations.filter { declaration in
      guard let step = declaration.step else { return false }
      return !(report.initialised.indices.contains(step) && report.initialised[step])
    }.map { "'\($0.name)'" }
    guard !missing.isEmpty else { return nil }
    let others = "all other variables keep their values"
    return missing.count == 1
      ? "\(missing[0]) got no value; \(others)" : "\(missing.joined(separator: ", ")) got no values; \(others)"
  }
}
