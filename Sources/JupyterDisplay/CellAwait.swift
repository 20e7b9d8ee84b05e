// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Runs asynchronous code of a cell's top level and blocks the cell until it has ended; the cell compiler writes the
/// call around each `await`.
///
/// The task runs on the cell's own thread, so that a trap in it ends the cell and not the session, and an interrupt
/// cancels it.
public func _martletAwait<Value, Failure: Error>(_ body: () async throws(Failure) -> Value) throws(Failure) -> Value {
  let executor = CellExecutor()
  let outcome = Outcome<Value, Failure>()
  withoutActuallyEscaping(body) { body in
    // The task ends before this call returns; only a cell that is left for good keeps it, with its stack.
    nonisolated(unsafe) let body = body
    let task = Task(executorPreference: executor) {
      do throws(Failure) {
        outcome.result = .success(try await body())
      } catch {
        outcome.result = .failure(error)
      }
      executor.finish()
    }
    executor.drain(cancelling: task)
  }
  return try outcome.result!.get()
}

private final class Outcome<Value, Failure: Error>: @unchecked Sendable {
  var result: Result<Value, Failure>?
}

/// Runs jobs on the thread that waits for them.
private final class CellExecutor: TaskExecutor, @unchecked Sendable {
  private let state: UnsafeMutablePointer<State>
  private var jobs: [UnownedJob] = []
  private var finished = false
  private var cancelled = false

  private struct State {
    var mutex = pthread_mutex_t()
    var condition = pthread_cond_t()
  }

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: State())
    pthread_mutex_init(&state.pointee.mutex, nil)
    pthread_cond_init(&state.pointee.condition, nil)
  }

  deinit {
    pthread_cond_destroy(&state.pointee.condition)
    pthread_mutex_destroy(&state.pointee.mutex)
    state.deallocate()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(&state.pointee.mutex)
    jobs.append(job)
    pthread_cond_signal(&state.pointee.condition)
    pthread_mutex_unlock(&state.pointee.mutex)
  }

  func finish() {
    pthread_mutex_lock(&state.pointee.mutex)
    finished = true
    pthread_cond_signal(&state.pointee.condition)
    pthread_mutex_unlock(&state.pointee.mutex)
  }

  /// Runs jobs until `finish` has been called and none is left.
  func drain(cancelling task: Task<Void, Never>) {
    while let job = next(cancelling: task) {
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  private func next(cancelling task: Task<Void, Never>) -> UnownedJob? {
    pthread_mutex_lock(&state.pointee.mutex)
    defer { pthread_mutex_unlock(&state.pointee.mutex) }
    while true {
      if Interrupt.isRequested, !cancelled {
        cancelled = true
        pthread_mutex_unlock(&state.pointee.mutex)
        task.cancel()
        pthread_mutex_lock(&state.pointee.mutex)
      }
      if !jobs.isEmpty { return jobs.removeFirst() }
      if finished { return nil }
      // Waking ten times a second costs nothing and needs no call from the interrupting thread.
      var deadline = timespec()
      clock_gettime(CLOCK_REALTIME, &deadline)
      deadline.tv_nsec += 100_000_000
      if deadline.tv_nsec >= 1_000_000_000 {
        deadline.tv_sec += 1
        deadline.tv_nsec -= 1_000_000_000
      }
      pthread_cond_timedwait(&state.pointee.condition, &state.pointee.mutex, &deadline)
    }
  }
}
