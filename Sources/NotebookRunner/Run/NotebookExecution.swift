// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// The code cells of one notebook on their way through a kernel.
package struct NotebookExecution {
  package private(set) var notebook: Notebook
  private let options: RunOptions
  private let progress: ProgressReport
  private var collector = OutputCollector()
  /// The cell of each request: what a kernel publishes late still goes where it belongs.
  private var cellsByRequest: [String: Int] = [:]

  package init(_ notebook: Notebook, options: RunOptions, progress: ProgressReport) {
    self.notebook = notebook
    self.options = options
    self.progress = progress
  }

  /// What became of one cell.
  private enum Verdict {
    case goOn
    case stop(exitCode: Int32)
  }

  /// Runs the cells in order.
  /// - Returns: the exit code for the process.
  package mutating func run(with client: KernelClient) -> Int32 {
    let cells = notebook.cells.indices.filter { isRun(notebook.cells[$0]) }
    // All of them now, so that after a failure no output of an earlier run stands below it.
    for cell in cells {
      collector.clear(cell: cell, in: &notebook)
      notebook.cells[cell].executionCount = nil
      notebook.cells[cell].metadata["execution"] = nil
    }
    progress.begin(total: cells.count)
    var exitCode = RunExitCode.success
    for (position, cell) in cells.enumerated() {
      switch run(cell, number: position + 1, with: client) {
      case .goOn: break
      case .stop(let code):
        exitCode = code
        progress.skipped(cells.count - position - 1)
      }
      if exitCode != RunExitCode.success { break }
    }
    progress.end(exitCode)
    return exitCode
  }

  private func isRun(_ cell: NotebookCell) -> Bool {
    cell.kind == .code && !cell.isEmpty && !cell.tags.contains("skip-execution")
  }

  private mutating func run(_ index: Int, number: Int, with client: KernelClient) -> Verdict {
    let cell = notebook.cells[index]
    let mayFail = options.allowErrors || cell.tags.contains("raises-exception")
    progress.cellStarted(number, cell.firstLine)
    let execution: KernelClient.Execution
    do {
      execution = try execute(index, stopOnError: !mayFail, with: client)
    } catch RunError.stoppedByUser {
      addError(ErrorContent(name: "Interrupted", value: "\(RunError.stoppedByUser)"), to: index)
      progress.cellEnded(.interrupted)
      return .stop(exitCode: RunExitCode.interrupted)
    } catch {
      addError(ErrorContent(name: "DeadKernelError", value: "\(error)"), to: index)
      progress.cellEnded(.died("\(error)"))
      return .stop(exitCode: RunExitCode.failure)
    }
    notebook.cells[index].executionCount = execution.executionCount
    switch execution.outcome {
    case .ok:
      let isMissingError = cell.tags.contains("raises-exception")
      progress.cellEnded(.succeeded(kind: resultKind(of: index), isMissingError: isMissingError))
      return .goOn
    case .error(let error):
      progress.cellEnded(.failed(error, isExpected: mayFail))
      return mayFail ? .goOn : .stop(exitCode: RunExitCode.failure)
    case .timedOut:
      let limit = options.cellTimeout.map { "\($0)" } ?? ""
      let error = ErrorContent(name: "CellTimeoutError", value: "the cell ran longer than \(limit)")
      addError(error, to: index)
      progress.cellEnded(.failed(error, isExpected: options.allowErrors))
      return options.allowErrors ? .goOn : .stop(exitCode: RunExitCode.failure)
    case .interrupted:
      progress.cellEnded(.interrupted)
      return .stop(exitCode: RunExitCode.interrupted)
    }
  }

  private mutating func execute(
    _ index: Int, stopOnError: Bool, with client: KernelClient
  ) throws -> KernelClient.Execution {
    let cell = notebook.cells[index]
    return try client.execute(
      cell.source, cellID: cell.id, stopOnError: stopOnError, timeout: options.cellTimeout,
      onStart: { cellsByRequest[$0] = index },
      onOutput: { message in
        guard let request = message.parentHeader?.id, let owner = cellsByRequest[request] else { return }
        try collector.receive(message, cell: owner, in: &notebook)
      },
      onTick: { progress.tick() })
  }

  private mutating func addError(_ error: ErrorContent, to cell: Int) {
    let traceback = ["\u{1B}[31m\(error.name)\u{1B}[0m: \(error.value)"]
    let content = ErrorContent(name: error.name, value: error.value, traceback: traceback)
    collector.append(NotebookOutput(.error(content)), cell: cell, in: &notebook)
  }

  /// What the cell has shown, in a word, for the progress report.
  private func resultKind(of cell: Int) -> String {
    let kinds = notebook.cells[cell].outputs.compactMap { output -> String? in
      switch output.content {
      case .display(let value), .result(let value, _): Self.kind(of: value)
      default: nil
      }
    }
    if let last = kinds.last { return kinds.count == 1 ? last : "\(last) ×\(kinds.count)" }
    return notebook.cells[cell].outputs.isEmpty ? "" : "text"
  }

  private static func kind(of value: MIMEData) -> String {
    let names = [
      ("image/svg+xml", "svg"), ("image/png", "png"), ("image/jpeg", "jpeg"), ("text/html", "html"),
      ("text/markdown", "markdown"), ("text/latex", "latex"), ("application/json", "json"),
    ]
    return names.first { value.data[$0.0] != nil }?.1 ?? "value"
  }
}
