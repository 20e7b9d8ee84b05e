// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ
import Glibc

/// A ZeroMQ context: its input/output thread and the sockets that share it.
///
/// Ends when it and its last socket are released; that waits until what was sent has left, at most for the sockets'
/// linger time.
public final class Context: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer

  /// - Precondition: the process can make another context; ZeroMQ refuses only when it is out of file descriptors.
  public init() {
    guard let handle = zmq_ctx_new() else { fatalError("zmq_ctx_new: \(ZeroMQError.lastReason)") }
    self.handle = handle
  }

  deinit {
    while zmq_ctx_term(handle) == -1, zmq_errno() == EINTR {}
  }
}
