// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterProtocol
import Synchronization

/// Runs the cells, one after the other in order of arrival, on a thread of its own.
final class Executor: Sendable {
  private struct State {
    /// The number of the last cell that was stored in the history.
    var count = 0
    var isRunning = false
    var isInterrupted = false
  }

  private let interpreter: any Interpreter
  private let activity: Activity
  private let channels: any Channels
  private let history: HistoryStore
  private let desk: InputDesk
  private let queue = JobQueue<Request>()
  private let state = Mutex(State())
  private let hasEnded = Monitor(false)

  init(
    interpreter: any Interpreter, activity: Activity, channels: any Channels, history: HistoryStore, desk: InputDesk
  ) {
    self.interpreter = interpreter
    self.activity = activity
    self.channels = channels
    self.history = history
    self.desk = desk
  }

  func start() {
    _ = KernelThread("execution") { [self] in
      while let request = queue.next() { serve(request) }
      hasEnded.update { $0 = true }
    }
  }

  func submit(_ request: Request) { queue.append(request) }

  /// Stops the cell that runs. It may have ended when the interpreter hears of it.
  func interrupt() {
    let isRunning = state.withLock { state in
      state.isInterrupted = state.isRunning
      return state.isRunning
    }
    guard isRunning else { return }
    // The interpreter first: a cell that waits for input must know why its wait ends.
    interpreter.interrupt()
    desk.cancel()
  }

  /// Starts no further cell, and answers those that wait.
  func close() {
    for request in queue.close() { abort(request, "the kernel was shut down") }
    desk.cancel()
  }

  /// Waits, after `close()`, for the cell that runs.
  /// - Parameter milliseconds: how long at most. A cell that does not end is left behind.
  func waitForEnd(milliseconds: Int) { _ = hasEnded.wait(milliseconds: milliseconds) { $0 ? true : nil } }

  private func serve(_ request: Request) {
    activity.begin(request.message)
    defer { activity.end(request.message) }
    do {
      run(try request.message.content(), request)
    } catch {
      let error = ErrorContent(invalidRequest: error)
      request.reply(ExecuteReply(outcome: .error(error), executionCount: state.withLock { $0.count }))
    }
  }

  private func run(_ content: ExecuteRequest, _ request: Request) {
    let started = Timestamp.now()
    // As in IPython, code of nothing but white space neither counts nor is remembered.
    let isEmpty = content.code.allSatisfy(\.isWhitespace)
    let isStored = content.storeHistory && !content.silent && !isEmpty
    let count = state.withLock { state in
      if isStored { state.count += 1 }
      state.isRunning = true
      state.isInterrupted = false
      return state.count
    }
    if isStored { history.append(line: count, code: content.code) }
    if !content.silent { request.publish(ExecuteInput(code: content.code, executionCount: count)) }

    let frontEnd = CellFrontEnd(
      request: request.message, content: content, executionCount: count, publisher: request.publisher, desk: desk)
    var outcome = CellOutcome.ok()
    if !isEmpty {
      let cellID = request.message.metadata["cellId"]?.stringValue
      var cell = CellRequest(
        code: content.code, executionCount: count, silent: content.silent, storeHistory: isStored, cellID: cellID)
      cell.isInterrupted = { [self] in state.withLock { $0.isInterrupted } }
      outcome = interpreter.execute(cell, frontEnd: frontEnd)
    }
    var values: [String: UserExpressionResult] = [:]
    if case .ok = outcome { values = evaluate(content.userExpressions, frontEnd) }
    frontEnd.end()
    state.withLock { $0.isRunning = false }
    // A thread that the cell left behind may still be asking.
    desk.cancel()
    if isStored, let text = frontEnd.resultText { history.setOutput(text, line: count) }

    let metadata: [String: JSONValue] = ["started": .string(started)]
    switch outcome {
    case .ok(let payload):
      let reply = ExecuteReply(outcome: .ok, executionCount: count, payload: payload, userExpressions: values)
      request.reply(reply, metadata: metadata)
    case .error(let error):
      if !content.silent { request.publish(error.content) }
      // Taken before the reply leaves: what a client sends once it knows of the error is not meant to be dropped.
      let aborted = content.stopOnError && !content.silent ? takeQueued() : []
      request.reply(ExecuteReply(outcome: .error(error.content), executionCount: count), metadata: metadata)
      for request in aborted { abort(request, "an earlier cell failed") }
    }
  }

  private func evaluate(
    _ expressions: [String: String], _ frontEnd: CellFrontEnd
  ) -> [String: UserExpressionResult] {
    expressions.mapValues { expression in
      switch interpreter.evaluate(expression: expression, frontEnd: frontEnd) {
      case .ok(let data): .ok(data.mimeData)
      case .error(let error): .error(error.content)
      }
    }
  }

  /// The requests that were sent before their client could know of the failure.
  ///
  /// A client that runs all cells sends one request right after the other, and a cell can fail before the last of them
  /// is there. Either all or none that follow a failure should run, so the queue is taken only when nothing has come
  /// for a moment. The user sees the error before that.
  private func takeQueued() -> [Request] {
    var count: Int
    var rounds = 0
    repeat {
      count = queue.count
      usleep(Self.quietMicroseconds)
      waitForArrivals()
      rounds += 1
    } while queue.count > count && rounds < Self.quietRounds
    return queue.takeAll()
  }

  /// A hundred times what clients need between two requests of a run.
  private static let quietMicroseconds: UInt32 = 10_000
  /// A client that never stops sending is not waited for.
  private static let quietRounds = 20

  /// Until the shell thread has looked at what has reached the socket.
  private func waitForArrivals() {
    let isSettled = Monitor(false)
    channels.afterArrivals(on: .shell) { isSettled.update { $0 = true } }
    // Bounded, because the shell thread ends when the kernel does.
    _ = isSettled.wait(milliseconds: 1000) { $0 ? true : nil }
  }

  /// Answers an execute request that will not run. The status is `error`: the protocol has deprecated `aborted`, and
  /// validators of messages refuse it.
  private func abort(_ request: Request, _ reason: String) {
    activity.begin(request.message)
    let error = ErrorContent(name: "ExecutionAborted", value: "not run: \(reason)")
    request.reply(ExecuteReply(outcome: .error(error), executionCount: state.withLock { $0.count }))
    activity.end(request.message)
  }
}
