// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation

/// The cells that ran to their end, in order: entering their modules again in a new worker rebuilds the session
/// without compiling anything.
struct RunLog {
  struct Run {
    var module: CellModule
    var executionCount: Int
  }

  /// Runs of the present worker.
  private(set) var runs: [Run] = []
  /// Runs of workers that were lost, which `%restore` can bring back.
  private(set) var lost: [Run] = []

  mutating func append(_ module: CellModule, executionCount: Int) {
    runs.append(Run(module: module, executionCount: executionCount))
  }

  mutating func workerWasLost() {
    lost += runs
    runs = []
  }

  /// The restored runs come before what has run since.
  mutating func restored(_ restored: [Run]) {
    runs = restored + runs
    lost = []
  }
}
