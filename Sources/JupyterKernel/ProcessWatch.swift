// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import ZeroMQ

/// Ties the kernel to the process it lives in: signals, and the death of the front end that started it.
final class ProcessWatch: Sendable {
  /// The process named by `JPY_PARENT_PID`, which Jupyter sets for kernels that must not outlive it.
  private let parent: pid_t?
  private let parentIsDirect: Bool

  init() {
    let named = getenv("JPY_PARENT_PID").flatMap { pid_t(String(cString: $0)) }
    // A number that means nothing here comes from another process namespace.
    parent = named.flatMap { $0 > 1 && kill($0, 0) == 0 ? $0 : nil }
    parentIsDirect = named == getppid()
  }

  /// Installs the signal handlers and starts to watch.
  ///
  /// SIGINT does nothing: Jupyter interrupts this kernel by message, and a terminal's Ctrl-C goes to all processes of
  /// the group. SIGPIPE does nothing: a pipe whose reader is gone, be it the log's or a worker's, is an error of the
  /// write. Both are handled rather than ignored, because programs started from here would inherit the ignoring.
  func start(lifecycle: Lifecycle) {
    let wakeUp = WakeUp()
    terminationPipe = wakeUp.writeEnd
    var action = sigaction()
    action.sa_flags = Int32(SA_RESTART)
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGINT, &action, nil)
    sigaction(SIGPIPE, &action, nil)
    action.__sigaction_handler.sa_handler = { _ in
      let before = errno
      var byte: UInt8 = 1
      _ = write(terminationPipe, &byte, 1)
      errno = before
    }
    sigaction(SIGTERM, &action, nil)

    _ = KernelThread("process watch") { [self] in
      while true {
        if wakeUp.wait(milliseconds: parent == nil ? nil : 1000) { return lifecycle.end(.terminated) }
        if parentHasDied { return lifecycle.end(.parentDied) }
      }
    }
  }

  private var parentHasDied: Bool {
    guard let parent else { return false }
    // An orphan gets a new parent at once, while the old number may already name another process.
    return parentIsDirect ? getppid() != parent : kill(parent, 0) == -1 && errno == ESRCH
  }
}

/// Where the handler of SIGTERM writes. Set once, before the handler is installed.
nonisolated(unsafe) private var terminationPipe: Int32 = -1
