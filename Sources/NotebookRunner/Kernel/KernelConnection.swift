// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// What a client hears.
package enum KernelEvent: Sendable {
  case message(Message, Channel)
  /// The user asked to stop (Ctrl-C), for the n-th time.
  case interrupt(count: Int)
  /// The kernel is gone; everything it had sent before has been delivered.
  case death(reason: String)
}

/// A way to talk with one kernel: over sockets, or in memory for tests.
package protocol KernelConnection: AnyObject {
  /// Makes the client's messages.
  var session: Session { get }

  /// - Throws: an error of the transport.
  func send(_ message: Message, on channel: Channel) throws

  /// The next event, or nil when `milliseconds` have passed without one.
  func nextEvent(milliseconds: Int) throws -> KernelEvent?

  /// Stops the running code by other means than a message: SIGINT for kernels that want it. False where messages do.
  func interruptBySignal() -> Bool

  /// Ends the kernel and frees what belongs to it. `gracefully` gives it a moment to go by itself.
  func close(gracefully: Bool)

  /// The end of what the kernel wrote to its own standard output and error.
  var log: String { get }
}
