// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// When to send heartbeats, and when to give up.
struct Heartbeat {
  enum State { case due, waiting, lost }

  static let period: Duration = .seconds(5)
  /// Long: a machine out of memory or a kernel that starts a compiler may keep the thread from running for a while.
  static let patience: Duration = .seconds(60)

  private var lastSent: SuspendingClock.Instant?
  /// One has been sent and not yet come back.
  private(set) var isOutstanding = false

  var state: State {
    guard let lastSent else { return .due }
    let passed = lastSent.duration(to: .now)
    if isOutstanding { return passed >= Self.patience ? .lost : .waiting }
    return passed >= Self.period ? .due : .waiting
  }

  mutating func sent() {
    lastSent = .now
    isOutstanding = true
  }

  mutating func received() { isOutstanding = false }
}
