// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterKernel
import JupyterProtocol
import NotebookRunner
import Testing

/// The client against the real kernel over real sockets, in one process.
@Suite struct SocketKernelTests {
  @Test func aNotebookRunsOverSockets() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.ipynb")
    let cells = ["print hello", "show one", "update two", "fail"].map {
      NotebookCell(.code, $0, id: $0.filter { $0 != " " })
    }
    try Notebook(cells: cells).write(path: path)

    let connection = ConnectionFile(
      transport: .ipc, ip: folder.file("k"),
      ports: Dictionary(uniqueKeysWithValues: zip(Channel.allCases, 1...)), key: "a key")
    let log = Log { _ in }
    let kernel = Kernel(
      connection: connection, interpreter: WordInterpreter(),
      channels: SocketChannels(connection: connection, log: log), log: log)
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? kernel.run()
      ended.signal()
    }

    var options = RunOptions(notebook: path, output: path)
    options.startTimeout = .seconds(30)
    let terminal = Terminal(isInteractive: false, width: 80) { _ in }
    let exitCode = NotebookRunner(options, progress: ProgressReport(terminal: terminal)) { _, _ in
      try SocketKernel(connection)
    }.run()

    #expect(exitCode == RunExitCode.failure)
    let notebook = try Notebook(path: path)
    #expect(notebook.cells.map(\.executionCount) == [1, 2, 3, 4])
    #expect(notebook.cells[0].outputs.map(\.content) == [.stream(name: "stdout", text: "hello")])
    #expect(notebook.cells[1].outputs.map(\.content) == [.display(MIMEData(data: ["text/plain": "two"]))])
    #expect(
      notebook.cells[3].outputs.map(\.content)
        == [.error(ErrorContent(name: "Failure", value: "as told", traceback: ["Failure: as told"]))])
    #expect(notebook.metadata["language_info"]?["name"] == "words")
    // The run ends with a shutdown request, which ends the kernel.
    #expect(ended.wait(timeout: .now() + 20) == .success)
  }
}

/// A connection to a kernel that somebody else has started.
private final class SocketKernel: KernelConnection {
  let session = Session()
  let log = ""
  private let sockets: ClientSockets

  init(_ connection: ConnectionFile) throws { sockets = try ClientSockets(connection) }

  func send(_ message: Message, on channel: Channel) throws { try sockets.send(message, on: channel) }

  func nextEvent(milliseconds: Int) throws -> KernelEvent? {
    if try !sockets.beat() { return .death(reason: "no heartbeat") }
    if let (message, channel) = try sockets.receive() { return .message(message, channel) }
    try sockets.wait(milliseconds: milliseconds)
    return try sockets.receive().map { .message($0.message, $0.channel) }
  }

  func interruptBySignal() -> Bool { false }
  // The shutdown request must leave before the sockets close.
  func close(gracefully: Bool) { _ = try? nextEvent(milliseconds: 2000) }
}

/// A language of four commands.
private final class WordInterpreter: Interpreter {
  let languageInfo = LanguageInfo(name: "words", version: "1", mimeType: "text/plain", fileExtension: ".txt")
  let implementation = ImplementationInfo(name: "words", version: "1", banner: "")

  func start() {}

  func execute(_ cell: CellRequest, frontEnd: any FrontEnd) -> CellOutcome {
    let words = cell.code.split(separator: " ").map(String.init)
    switch words[0] {
    case "print": frontEnd.stream(.stdout, words[1])
    case "show": frontEnd.display(DisplayData(data: ["text/plain": .string(words[1])], displayID: "d"))
    case "update": frontEnd.updateDisplay(DisplayData(data: ["text/plain": .string(words[1])], displayID: "d"))
    default: return .error(CellError(name: "Failure", value: "as told", traceback: ["Failure: as told"]))
    }
    return .ok()
  }

  func evaluate(expression: String, frontEnd: any FrontEnd) -> ExpressionOutcome { .ok(DisplayData(data: [:])) }
  func interrupt() {}
  func complete(code: String, cursor: Int) -> Completions { Completions(matches: [], cursorStart: 0, cursorEnd: 0) }
  func inspect(code: String, cursor: Int, detailLevel: Int) -> DisplayData? { nil }
  func isComplete(code: String) -> Completeness { .unknown }
  func shutdown(restart: Bool) {}
}
