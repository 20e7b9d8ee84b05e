// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation
import JupyterKernel
import JupyterProtocol
import WorkerProtocol

/// Swift behind the kernel: compiles cells, hands them to a worker, and keeps the session alive through their mistakes.
///
/// `execute` runs on the kernel's execution thread; everything it changes is guarded by `lock` only where other threads
/// (interrupt, completion) look at it.
public final class SwiftInterpreter: Interpreter, @unchecked Sendable {
  let installation: Installation
  let lock = NSLock()
  let directory: SessionDirectory
  private let started = DispatchGroup()

  // Guarded by `lock`
  private var storedSetUp: SetUp?
  private var sessionState = SessionState()
  private var workerConnection: WorkerConnection?
  private var compilation: Subprocess.Cancellation?
  private var interruptRequested = false
  private var storedAssistant: CodeAssistant?

  // Of the execution thread alone
  private var setUpProblem: String?
  /// Runs to enter again, in order, to restore a session whose worker died.
  var runLog = RunLog()
  var nextModuleNumber = 1

  /// What a toolchain makes possible.
  struct SetUp {
    var toolchain: Toolchain
    var pipeline: CellPipeline
    var symbolizer: Symbolizer
  }

  package init(installation: Installation = .current()) {
    self.installation = installation
    directory = SessionDirectory()
    started.enter()
  }

  public convenience init() { self.init(installation: .current()) }

  /// Nil where there is no toolchain. Waits for `start`, which the first requests may overtake.
  var setUp: SetUp? {
    get {
      started.wait()
      return lock.withLock { storedSetUp }
    }
    set { lock.withLock { storedSetUp = newValue } }
  }

  var assistant: CodeAssistant? {
    get { lock.withLock { storedAssistant } }
    set { lock.withLock { storedAssistant = newValue } }
  }

  var session: SessionState {
    get { lock.withLock { sessionState } }
    set { lock.withLock { sessionState = newValue } }
  }

  var worker: WorkerConnection? {
    get { lock.withLock { workerConnection } }
    set { lock.withLock { workerConnection = newValue } }
  }

  // Life

  public func start() {
    defer { started.leave() }
    do {
      let toolchain = try Toolchain.find()
      let compiler = installation.compiler(toolchain: toolchain, directory: directory.path)
      var pipeline = CellPipeline(compiler: compiler, standardImports: Installation.standardImports)
      let assistant = CodeAssistant(compiler: compiler, installation: installation)
      self.assistant = assistant
      let imports = Installation.standardImports.joined(separator: "\n")
      pipeline.libraryNames = { assistant.topLevelNames(prelude: imports) }
      setUp = SetUp(
        toolchain: toolchain, pipeline: pipeline,
        symbolizer: Symbolizer(toolchain: toolchain, directory: directory.path))
      startWorker()
      // The first cell should not pay for reading the compiler and its modules from disk.
      Thread.detachNewThread { [pipeline] in
        _ = pipeline.module(for: ParsedCell("0"), in: SessionState(), number: 0, executionCount: 0)
      }
    } catch {
      setUpProblem = "\(error)"
    }
  }

  public func shutdown(restart: Bool) {
    let (worker, compilation) = lock.withLock { (workerConnection, self.compilation) }
    compilation?.cancel()
    worker?.kill()
    assistant?.stop()
    directory.remove()
  }

  @discardableResult
  func startWorker() -> WorkerConnection? {
    let connection = try? WorkerConnection(executable: installation.worker, libraries: [installation.library])
    worker = connection
    return connection
  }

  /// A worker that can run cells, or why there is none.
  func readyWorker() throws(CellError) -> WorkerConnection {
    for _ in 0..<2 {
      guard let connection = worker ?? startWorker() else { break }
      switch connection.waitUntilReady() {
      case .ready: return connection
      case .unfit(let reason):
        throw CellError(
          name: "WorkerError", value: "the worker cannot open Martlet's library: \(reason)",
          hint: "run 'martlet doctor'; after an update, build again with 'make install'")
      case .dead(let death):
        // Between two cells: what it held is lost all the same, and the user must hear of it.
        if !session.modules.isEmpty { throw lose(death) }
        worker = nil
      case .starting: worker = nil
      }
    }
    throw CellError(
      name: "WorkerError", value: "the worker \(installation.worker) does not start", hint: "run 'martlet doctor'")
  }

  // Cells

  public func execute(_ cell: CellRequest, frontEnd: any FrontEnd) -> CellOutcome {
    // An interrupt that came before this call is known to the request.
    lock.withLock { interruptRequested = cell.isInterrupted() }
    if let magic = Magic(cell.code) { return perform(magic, frontEnd: frontEnd) }
    let parsed = ParsedCell(cell.code)
    if parsed.isEmpty { return .ok() }
    do throws(CellError) {
      guard let setUp else {
        throw CellError(
          name: "ToolchainError", value: setUpProblem ?? "the interpreter has not been started",
          hint: "run 'martlet doctor'")
      }
      try remakeStale(for: parsed, cell, setUp)
      let (module, isNew) = try compile(parsed, cell, setUp)
      if isNew, !module.isOptimised {
        frontEnd.stream(.stderr, "The optimiser did not finish; this cell runs unoptimised, and slower.\n")
      }
      if !module.warnings.isEmpty {
        frontEnd.stream(.stderr, CellWarnings.text(module.warnings, of: module.text))
      }
      try run(module, cell, setUp, frontEnd: frontEnd)
      return .ok()
    } catch {
      return .error(error)
    }
  }

  private func compile(_ parsed: ParsedCell, _ cell: CellRequest, _ setUp: SetUp) throws(CellError) -> (
    CellModule, isNew: Bool
  ) {
    let outcome = try compiling(setUp) { pipeline in
      pipeline.module(for: parsed, in: session, number: nextModuleNumber, executionCount: cell.executionCount)
    }
    switch outcome {
    case .failed(let diagnostics):
      lock.withLock { sessionState.noteFailure(of: parsed, executionCount: cell.executionCount) }
      throw CellError(diagnostics, text: parsed.text, executionCount: cell.executionCount)
    case .module(let module, let isNew):
      if isNew { nextModuleNumber += 1 }
      return (module, isNew)
    }
  }

  /// Compiles so that an interrupt ends the compiler.
  func compiling(
    _ setUp: SetUp, _ compile: (CellPipeline) -> CellPipeline.Outcome
  ) throws(CellError) -> CellPipeline.Outcome {
    let cancellation = Subprocess.Cancellation()
    lock.withLock {
      compilation = cancellation
      if interruptRequested { cancellation.cancel() }
    }
    defer { lock.withLock { compilation = nil } }
    var pipeline = setUp.pipeline
    pipeline.compiler.cancellation = cancellation
    let outcome = compile(pipeline)
    if lock.withLock({ interruptRequested }) {
      throw CellError(
        name: "Interrupted", value: "the cell was interrupted while it was being compiled; none of it ran")
    }
    return outcome
  }

  private func run(
    _ module: CellModule, _ cell: CellRequest, _ setUp: SetUp, frontEnd: any FrontEnd
  ) throws(CellError) {
    let worker = try readyWorker()
    let command = RunCell(
      module, allowsInput: frontEnd.allowsInput, succession: session.succession(of: module))
    let isInterrupted = { self.lock.withLock { self.interruptRequested } }
    switch worker.run(command, frontEnd: frontEnd, isInterrupted: isInterrupted) {
    case .finished(let report, let backgroundTrap):
      var state = session
      let missing = Set(report.initialised.indices.filter { !report.initialised[$0] })
      if report.ending.kind != .notOpened {
        state.publish(module, missing: missing, executionCount: cell.executionCount)
        session = state
      }
      if report.ending.kind == .finished {
        runLog.append(module, executionCount: cell.executionCount)
        prepareAssistant(setUp, isUserPresent: frontEnd.allowsInput)
        return
      }
      let reporter = EndingReporter(session: state, symbolizer: setUp.symbolizer)
      throw reporter.error(for: report, backgroundTrap: backgroundTrap, module: module)
    case .died(let death):
      throw lose(death)
    }
  }

  /// The worker is gone, and every variable with it.
  func lose(_ death: WorkerProcess.Death) -> CellError {
    let lost = session.liveNames
    var fresh = SessionState()
    fresh.lostNames = session.lostNames
    for reference in lost {
      fresh.lostNames[reference.declaration.name] = session.executionCount(of: reference.module)
    }
    runLog.workerWasLost()
    session = fresh
    worker = nil
    startWorker()
    return CellError(death: death, lost: lost.map(\.declaration.name), restorable: runLog.lost.count)
  }

  public func evaluate(expression: String, frontEnd: any FrontEnd) -> ExpressionOutcome {
    let capture = ResultCapture()
    let request = CellRequest(code: expression, executionCount: 0, silent: true, storeHistory: false)
    switch execute(request, frontEnd: capture) {
    case .ok: return .ok(capture.data ?? DisplayData(data: ["text/plain": ""]))
    case .error(let error): return .error(error)
    }
  }

  // Interrupts

  public func interrupt() {
    let (worker, compilation) = lock.withLock {
      interruptRequested = true
      return (workerConnection, self.compilation)
    }
    compilation?.cancel()
    guard let worker, worker.isRunning else { return }
    worker.interrupt()
    // The last resort: a cell that is stuck where it must not be left costs its worker, and the error says so.
    let run = worker.runCount
    DispatchQueue.global().asyncAfter(deadline: .now() + 1.8) {
      if worker.isRunning, worker.runCount == run { worker.kill(becauseUninterruptible: true) }
    }
  }
}

extension RunCell {
  /// The command that enters a compiled cell.
  init(_ module: CellModule, allowsInput: Bool, succession: Succession) {
    self.init(
      library: module.library, module: module.name, steps: Int32(module.stepCount), allowsInput: allowsInput,
      takeovers: succession.takeovers)
  }
}

extension Succession {
  var takeovers: [Takeover] {
    bindings.map { step, bindings in
      Takeover(
        step: step.map(Int32.init) ?? Takeover.opening,
        bindings: bindings.map { Takeover.Binding(old: $0.old, new: $0.new) })
    }
  }
}
