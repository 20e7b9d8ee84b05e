// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
@_spi(ExperimentalCustomExecutors) import _Concurrency

/// The main actor of the worker: a thread of our own instead of the main queue's.
///
/// A trap in main-actor code parks the thread that ran it. The main queue would be lost with its thread; this executor
/// goes on with a new one.
final class WorkerMainExecutor: MainExecutor, @unchecked Sendable {
  static let shared = WorkerMainExecutor()

  private let jobs = BlockingQueue<UnownedJob>()
  private let lock = Mutex()
  private var thread = pthread_t()

  /// Makes this the process's main executor; call before anything runs on the main actor.
  func install() {
    startThread()
    _createExecutors(factory: WorkerExecutors.self)
  }

  func enqueue(_ job: consuming ExecutorJob) { jobs.append(UnownedJob(job)) }

  var isMainExecutor: Bool { true }

  func checkIsolated() {
    precondition(isCurrentThread(pthread_self()), "this code must run on the main actor")
  }

  /// After a trap: if it hit main-actor code, a new thread takes over.
  func replaceThread(ifLost lost: pthread_t) {
    if isCurrentThread(lost) { startThread() }
  }

  private func isCurrentThread(_ other: pthread_t) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    return pthread_equal(thread, other) != 0
  }

  private func startThread() {
    Thread.start {
      self.lock.lock()
      self.thread = pthread_self()
      self.lock.unlock()
      while true { self.jobs.next().runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  // The worker's main thread drains the main queue; nobody asks this executor to run.
  func run() throws { fatalError("the worker's main executor has a thread of its own") }
  func stop() {}
}

private struct WorkerExecutors: ExecutorFactory {
  static var mainExecutor: any MainExecutor { WorkerMainExecutor.shared }
  static var defaultExecutor: any TaskExecutor { PlatformExecutorFactory.defaultExecutor }
}
