// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Synchronization

/// What the kernel has to say of itself, on standard error, where Jupyter's own log goes.
///
/// Whoever can reach the sockets can provoke these lines, so there are at most a few in a second; a later line tells
/// how many were left out.
package final class Log: Sendable {
  private struct State {
    var second = 0
    var written = 0
    var suppressed = 0
  }

  private let linesPerSecond: Int
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  package init(linesPerSecond: Int = 5, write: @escaping @Sendable (String) -> Void = Log.standardError) {
    self.linesPerSecond = linesPerSecond
    self.write = write
  }

  package func note(_ text: String) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    note(text, second: Int(time.tv_sec))
  }

  /// - Parameter second: of any clock.
  package func note(_ text: String, second: Int) {
    let line: String? = state.withLock { state in
      if second != state.second {
        state.second = second
        state.written = 0
      }
      guard state.written < linesPerSecond else {
        state.suppressed += 1
        return nil
      }
      state.written += 1
      defer { state.suppressed = 0 }
      return state.suppressed == 0 ? text : "\(text) (\(state.suppressed) lines left out before this one)"
    }
    if let line { write("kernel: \(line)\n") }
  }

  package static let standardError: @Sendable (String) -> Void = { line in
    _ = Array(line.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
