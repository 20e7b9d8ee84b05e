// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why and when the kernel ends.
final class Lifecycle: Sendable {
  enum End: Sendable, Equatable {
    case request(restart: Bool)
    case terminated
    case parentDied

    var isRestart: Bool { self == .request(restart: true) }
  }

  private let reason = Monitor<End?>(nil)

  func end(restart: Bool) { end(.request(restart: restart)) }

  /// The first reason counts.
  func end(_ end: End) { reason.update { $0 = $0 ?? end } }

  /// Waits for the end.
  func wait() -> End { reason.wait { $0 } }
}
