// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
@_spi(ExperimentalCustomExecutors) import _Concurrency

/// The main actor of the worker: the process's main thread, which serves the main queue as well.
///
/// A trap or an interrupt in main-actor code leaves that code for good, and the thread goes on with the next job; the
/// jobs wait here and not in Dispatch's queue, so that none is lost with the one that was left.
final class WorkerMainExecutor: MainExecutor, @unchecked Sendable {
  static let shared = WorkerMainExecutor()

  private let lock = Mutex()
  private var jobs: [UnownedJob] = []

  /// Makes this the process's main executor; call on the main thread before anything runs on the main actor.
  func install() {
    worker_prepare_main_thread()
    _createExecutors(factory: WorkerExecutors.self)
  }

  /// Serves the main thread for good.
  func serve() { worker_serve_main_thread { WorkerMainExecutor.shared.runNext() } }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    lock.lock()
    jobs.append(job)
    lock.unlock()
    worker_wake_main_thread()
  }

  private func runNext() -> Bool {
    lock.lock()
    let job = jobs.isEmpty ? nil : jobs.removeFirst()
    lock.unlock()
    job?.runSynchronously(on: asUnownedSerialExecutor())
    return job != nil
  }

  var isMainExecutor: Bool { true }

  func checkIsolated() {
    precondition(worker_is_main_thread(), "this code must run on the main actor")
  }

  // The worker's main thread serves it; nobody asks this executor to run.
  func run() throws { fatalError("the worker's main thread serves the main executor") }
  func stop() {}
}

private struct WorkerExecutors: ExecutorFactory {
  static var mainExecutor: any MainExecutor { WorkerMainExecutor.shared }
  static var defaultExecutor: any TaskExecutor { PlatformExecutorFactory.defaultExecutor }
}
