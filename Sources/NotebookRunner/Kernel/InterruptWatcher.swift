// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Dispatch
import Glibc
import Synchronization
import ZeroMQ

/// Counts the user's wishes to stop, SIGINT (Ctrl-C) and others, in place of the process being ended by them.
///
/// SIGTERM and SIGHUP count double: who sends them does not want to wait.
final class InterruptWatcher {
  private final class Counter: Sendable {
    let value = Mutex(0)
  }

  private let counter = Counter()
  private var sources: [any DispatchSourceSignal] = []
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  /// - Parameter wakeUp: signalled after each signal.
  init(wakeUp: WakeUp) {
    for number in Self.numbers {
      // A source sees only signals that do nothing by themselves.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [counter] in
        counter.value.withLock { $0 += number == SIGINT ? 1 : 2 }
        wakeUp.signal()
      }
      source.resume()
      sources.append(source)
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.numbers { signal(number, SIG_DFL) }
  }

  /// How often the user has asked so far.
  var count: Int { counter.value.withLock { $0 } }
}
