// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation

/// The cells that ran to their end, in order: entering their modules again in a new worker rebuilds the session
/// without compiling anything.
struct RunLog {
  struct Run: Equatable {
    var module: String
    var executionCount: Int
  }

  struct Restorable {
    var runs: [Run]
    var session: SessionState
  }

  private(set) var runs: [Run] = []
  private(set) var restorable: Restorable?

  mutating func append(_ module: String, executionCount: Int) {
    runs.append(Run(module: module, executionCount: executionCount))
  }

  /// The worker is lost: what has run until now can be restored.
  mutating func saveForRestore(_ session: SessionState) {
    // A second death before a restore adds what ran in between to what was there.
    if let earlier = restorable, runs.isEmpty {
      restorable = earlier
    } else {
      restorable = Restorable(runs: (restorable?.runs ?? []) + runs, session: session)
    }
    runs = []
  }

  mutating func finishRestore() {
    guard let restored = restorable else { return }
    runs = restored.runs + runs
    restorable = nil
  }
}
