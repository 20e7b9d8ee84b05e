// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Ends another thread's wait in a `Poller`. Safe from any thread, also from a signal handler.
public final class WakeUp: Sendable {
  /// The two ends of a pipe: a poller sees the first, from `signal()` until `clear()`.
  let readEnd: Int32
  /// What a signal handler may write a byte to, in place of calling `signal()`.
  public let writeEnd: Int32

  /// - Precondition: the process has two file descriptors left.
  public init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "WakeUp: no pipe: \(String(cString: strerror(errno)))")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  public func signal() {
    // A full pipe is signalled already.
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Waits for a signal, and forgets it. False where the time passed first.
  /// - Parameter milliseconds: nil waits for ever.
  public func wait(milliseconds: Int? = nil) -> Bool {
    var item = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    let count = poll(&item, 1, milliseconds.map { Int32(clamping: $0) } ?? -1)
    if count > 0 { clear() }
    return count > 0
  }

  /// Forgets all signals up to now.
  public func clear() {
    var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    while read(readEnd, &bytes, MemoryLayout.size(ofValue: bytes)) > 0 {}
  }
}
