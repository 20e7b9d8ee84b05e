// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Synchronization

/// Remembers the signatures of messages received, so that a recorded message cannot be sent a second time.
///
/// A bounded set: the oldest signature is forgotten first. jupyter_client keeps as many by default.
public final class ReplayGuard: Sendable {
  private struct State {
    var seen: Set<[UInt8]> = []
    /// The signatures in order of arrival; a ring once it is full.
    var order: [[UInt8]] = []
    var oldest = 0
  }

  private let capacity: Int
  private let state = Mutex(State())

  public init(capacity: Int = 65_536) {
    precondition(capacity > 0, "ReplayGuard: a capacity of \(capacity) remembers nothing; use at least 1")
    self.capacity = capacity
  }

  /// Notes a signature. False where it was seen before.
  public func admit(_ signature: [UInt8]) -> Bool {
    state.withLock { state in
      guard state.seen.insert(signature).inserted else { return false }
      if state.order.count < capacity {
        state.order.append(signature)
      } else {
        state.seen.remove(state.order[state.oldest])
        state.order[state.oldest] = signature
        state.oldest = (state.oldest + 1) % capacity
      }
      return true
    }
  }
}
