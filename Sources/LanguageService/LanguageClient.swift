// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Synchronization

/// Completion and inspection of cells, answered by a process of its own.
///
/// A crash or a hang of that process costs one answer: it is ended, started again and warmed up with the latest
/// context. All methods are safe from any thread; requests are answered in their order.
public final class LanguageClient: Sendable {
  private let worker: LanguageClientWorker
  private let timeout: Double
  private let loadTimeout: Double
  private let onProblem: @Sendable (LanguageServiceError) -> Void
  private let state = Mutex(State())

  private struct State {
    var waiting: [ObjectIdentifier: PendingReply] = [:]
    var lastProblem: LanguageServiceError?
    var isStopped = false
  }

  /// Nothing is started before the first `prepare(_:)` or request.
  /// - Parameters:
  ///   - executable: a program that calls `LanguageServer.run(inputFD: 0, outputFD: 1)`; usually this one.
  ///   - arguments: what makes it do so, such as a hidden subcommand.
  ///   - environment: the server's; `SWIFT_TOOLCHAIN` and `PATH` in it tell where the toolchain is.
  ///   - timeout: seconds a caller waits, and a server that has its modules loaded may work on a request.
  ///   - loadTimeout: seconds the server may take to load the modules of a context it has not seen.
  ///   - onProblem: called from any thread with each problem that made an answer fail.
  public init(
    executable: URL, arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
    timeout: Double = 2, loadTimeout: Double = 20,
    onProblem: @escaping @Sendable (LanguageServiceError) -> Void = { _ in }
  ) {
    self.timeout = timeout
    self.loadTimeout = loadTimeout
    self.onProblem = onProblem
    worker = LanguageClientWorker(
      executable: executable.path, arguments: arguments, environment: environment, timeout: timeout,
      loadTimeout: loadTimeout)
  }

  deinit { stop() }

  /// Loads the modules of a context in the background, so that the next request with it takes milliseconds.
  ///
  /// Call it at start, and after each cell that changed the session. Returns at once.
  public func prepare(_ context: CellContext) {
    guard !state.withLock({ $0.isStopped }) else { return }
    worker.submit(.prepare(context), PendingReply { [weak self] in self?.report($0) })
  }

  /// Completes the name before the cursor.
  /// - Parameters:
  ///   - code: the cell's code, without the context's prelude.
  ///   - cursor: in Unicode code points of `code`, as Jupyter counts.
  /// - Returns: the completions, best first; none after a problem, which `lastProblem` and `onProblem` then tell.
  public func complete(_ context: CellContext, code: String, cursor: Int) -> CellCompletions {
    if case .completions(let found) = ask(.complete(context, code: code, cursor: cursor)) { return found }
    let place = min(max(cursor, 0), code.unicodeScalars.count)
    return CellCompletions(items: [], replacing: place..<place)
  }

  /// Looks up the symbol at or just before the cursor, or the function whose arguments the cursor is in.
  /// - Parameters: as for `complete(_:code:cursor:)`.
  /// - Returns: nil where there is nothing to tell, and after a problem, which `lastProblem` and `onProblem` then tell.
  public func inspect(_ context: CellContext, code: String, cursor: Int) -> CellInspection? {
    if case .inspection(let found) = ask(.inspect(context, code: code, cursor: cursor)) { return found }
    return nil
  }

  /// Everything that code at the top level can name without a prefix, C libraries' names left out.
  ///
  /// Waits as long as the server may take to start and load the modules: an answer that depends on how quick the
  /// machine is would be another answer each time.
  /// - Returns: nothing after a problem, which `lastProblem` and `onProblem` then tell.
  public func topLevelNames(_ context: CellContext) -> [String] {
    if case .names(let found) = ask(.topLevelNames(context), patience: loadTimeout) { return found }
    return []
  }

  /// Makes every call that waits return at once with nothing.
  public func cancel() {
    let waiting = state.withLock { state in
      defer { state.waiting = [:] }
      return state.waiting.values.map { $0 }
    }
    for pending in waiting { pending.settle(.failure(.cancelled)) }
  }

  /// Cancels what waits and ends the server. Later calls give nothing.
  public func stop() {
    state.withLock { $0.isStopped = true }
    cancel()
    worker.stop()
  }

  /// The latest problem; nil after a request that was answered.
  public var lastProblem: LanguageServiceError? { state.withLock { $0.lastProblem } }

  /// The server's process; nil while none runs.
  package var processID: Int32? { worker.processID }

  private func ask(_ request: LanguageRequest, patience: Double? = nil) -> LanguageReply? {
    let pending = PendingReply()
    let isStopped = state.withLock { state in
      if !state.isStopped { state.waiting[ObjectIdentifier(pending)] = pending }
      return state.isStopped
    }
    guard !isStopped else { return nil }
    worker.submit(request, pending)
    // A little longer than the server may take, so that a hang is told as such.
    let outcome = pending.wait(seconds: (patience ?? timeout) + 0.2)
    state.withLock { _ = $0.waiting.removeValue(forKey: ObjectIdentifier(pending)) }
    switch outcome {
    case .success(.failure(let problem)), .failure(let problem):
      report(problem)
      return nil
    case .success(let reply):
      state.withLock { $0.lastProblem = nil }
      return reply
    }
  }

  private func report(_ problem: LanguageServiceError) {
    guard problem != .cancelled else { return }
    state.withLock { $0.lastProblem = problem }
    onProblem(problem)
  }
}
