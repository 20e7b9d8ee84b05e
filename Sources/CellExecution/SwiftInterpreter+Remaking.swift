// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import JupyterKernel
import WorkerProtocol

extension SwiftInterpreter {
  /// Each round reaches what the one before could not be led to; signatures that change from cell to cell need several.
  private static let mostRounds = 16

  /// Compiles again what the cell leads to and what has been edited under it, so that nothing keeps an earlier
  /// definition silently.
  func remakeStale(for parsed: ParsedCell, _ cell: CellRequest, _ setUp: SetUp) throws(CellError) {
    for _ in 0..<Self.mostRounds {
      guard let remaking = session.remaking(neededBy: parsed) else { return }
      let outcome = try compiling(setUp) { pipeline in
        pipeline.module(
          for: remaking, in: session, number: nextModuleNumber, executionCount: cell.executionCount)
      }
      switch outcome {
      case .failed(let diagnostics): throw CellError(remaking, diagnostics, session: session)
      case .module(let module, _):
        nextModuleNumber += 1
        try enterRemade(module, cell)
      }
    }
  }

  private func enterRemade(_ module: CellModule, _ cell: CellRequest) throws(CellError) {
    let worker = try readyWorker()
    let command = RunCell(module, allowsInput: false, succession: session.succession(of: module))
    switch worker.run(command, frontEnd: nil) {
    case .died(let death): throw lose(death)
    case .finished(let report, _):
      guard report.ending.kind == .finished else {
        throw CellError(
          name: "LinkError", value: "earlier declarations could not be compiled again: \(report.ending.message)")
      }
      session.publish(module, missing: [], executionCount: cell.executionCount)
      runLog.append(module, executionCount: cell.executionCount)
    }
  }
}

extension CellError {
  /// Earlier declarations do not compile with what has been edited under them.
  init(_ remaking: Remaking, _ diagnostics: [CellDiagnostic], session: SessionState) {
    let errors = diagnostics.filter { $0.severity == .error }
    let first = errors.first
    let origin = first?.module.flatMap { session.modules[$0] }
    let place = origin.map { " (cell \($0.executionCount), line \(first?.line ?? 1))" } ?? ""
    let edited = remaking.causes.map {
      "'\($0.name)' (cell \(session.executionCount(of: $0.new.module)))"
    }
    var lines: [String] = []
    for diagnostic in errors.prefix(10) {
      let module = diagnostic.module.flatMap { session.modules[$0] }
      lines += DiagnosticRenderer.lines(
        for: diagnostic, text: module?.text ?? "", executionCount: module?.executionCount ?? 0)
    }
    var unique: [String] = []
    for name in edited where !unique.contains(name) { unique.append(name) }
    let names = unique.joined(separator: ", ")
    lines.append(
      ANSI.cyan("note: ")
        + "this code does not compile any more since \(names) changed; edit its cell and run it again")
    self.init(
      name: "CompileError", value: (first?.message ?? "an earlier declaration does not compile") + place,
      traceback: lines)
  }
}
