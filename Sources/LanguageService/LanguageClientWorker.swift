// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Dispatch
import Synchronization

/// Owns the server process and talks to it, one request at a time, on a queue of its own.
final class LanguageClientWorker: @unchecked Sendable {
  private struct Running {
    var server: ServerProcess?
    var isStopped = false
  }

  private let executable: String
  private let arguments: [String]
  private let environment: [String: String]
  private let timeout: Double
  private let loadTimeout: Double
  private let queue = DispatchQueue(label: "LanguageClient", qos: .userInitiated)
  private let running = Mutex(Running())

  /// The context of the last answer, whose modules the server has at hand. Touched only on `queue`.
  private var loaded: CellContext?

  init(
    executable: String, arguments: [String], environment: [String: String], timeout: Double, loadTimeout: Double
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.timeout = timeout
    self.loadTimeout = loadTimeout
  }

  var processID: Int32? { running.withLock { $0.server }?.processID }

  /// Answers the request in its turn; skipped if nobody waits for it any more.
  func submit(_ request: LanguageRequest, _ pending: PendingReply) {
    queue.async {
      guard !pending.isSettled else { return }
      do throws(LanguageServiceError) {
        pending.settle(.success(try self.exchange(request)))
      } catch {
        pending.settle(.failure(error))
        if error.isServerLoss { self.recover(request.context) }
      }
    }
  }

  /// Ends the server, also in the midst of a request; no other is started.
  func stop() {
    let server = running.withLock { running in
      running.isStopped = true
      return running.server
    }
    server?.kill()
  }

  private func exchange(_ request: LanguageRequest) throws(LanguageServiceError) -> LanguageReply {
    let server = try runningServer()
    do throws(LanguageServiceError) {
      let isLoaded = loaded == request.context
      let reply = try server.exchange(request, seconds: isLoaded ? timeout : loadTimeout)
      loaded = request.context
      return reply
    } catch {
      loaded = nil
      running.withLock { $0.server = nil }
      throw error
    }
  }

  private func runningServer() throws(LanguageServiceError) -> ServerProcess {
    let (current, isStopped) = running.withLock { ($0.server, $0.isStopped) }
    guard !isStopped else { throw .cancelled }
    if let current, current.isAlive { return current }
    loaded = nil
    let started = try ServerProcess(executable: executable, arguments: arguments, environment: environment)
    let isTooLate = running.withLock { running in
      running.server = started
      return running.isStopped
    }
    if isTooLate { started.kill() }
    return started
  }

  /// Starts anew and loads the context. A second failure is left to the next request, so that a context the compiler
  /// cannot stand does not make it start for ever.
  private func recover(_ context: CellContext) {
    _ = try? exchange(.prepare(context))
  }
}
