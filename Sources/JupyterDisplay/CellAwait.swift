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
  private struct State {
    var jobs: [UnownedJob] = []
    var isFinished = false
  }

  private let state = Lock(State())
  /// Counts what there is to look at; it is no lock, so that a thread may be left while it waits.
  private let changes = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(changes, 0, 0) }

  deinit {
    sem_destroy(changes)
    changes.deallocate()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    sem_post(changes)
  }

  func finish() {
    state.withLock { $0.isFinished = true }
    sem_post(changes)
  }

  /// Runs jobs until `finish` has been called and none is left.
  func drain(cancelling task: Task<Void, Never>) {
    var isCancelled = false
    while true {
      if Interrupt.isRequested, !isCancelled {
        isCancelled = true
        task.cancel()
      }
      let (job, isFinished) = state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isFinished)
      }
      if let job {
        job.runSynchronously(on: asUnownedTaskExecutor())
      } else if isFinished {
        return
      } else {
        waitForChange()
      }
    }
  }

  /// Waking ten times a second costs nothing and needs no call from the interrupting thread.
  private func waitForChange() {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    deadline.tv_nsec += 100_000_000
    if deadline.tv_nsec >= 1_000_000_000 {
      deadline.tv_sec += 1
      deadline.tv_nsec -= 1_000_000_000
    }
    sem_timedwait(changes, &deadline)
  }
}
