// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Work that one thread does in order of arrival.
final class JobQueue<Job: Sendable>: Sendable {
  private struct State {
    var jobs: [Job] = []
    var isClosed = false
  }

  private let state = Monitor(State())

  /// Adds a job; after `close` it is dropped.
  func append(_ job: Job) {
    state.update { if !$0.isClosed { $0.jobs.append(job) } }
  }

  /// Waits for the next job; nil once the queue is closed.
  func next() -> Job? {
    state.wait { state -> Job?? in
      if state.isClosed { return .some(nil) }
      return state.jobs.isEmpty ? nil : .some(state.jobs.removeFirst())
    }
  }

  /// How many jobs wait.
  var count: Int { state.update { $0.jobs.count } }

  /// Takes all the jobs that wait.
  func takeAll() -> [Job] {
    state.update { state in
      defer { state.jobs = [] }
      return state.jobs
    }
  }

  /// Refuses further jobs, and returns those that had waited.
  @discardableResult
  func close() -> [Job] {
    state.update { state in
      defer { state = State(jobs: [], isClosed: true) }
      return state.jobs
    }
  }
}
