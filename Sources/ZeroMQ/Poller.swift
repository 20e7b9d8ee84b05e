// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ
import Glibc

/// Waits for messages on several sockets, and for a wake-up.
///
/// ```swift
/// let poller = Poller([shell, iopub], wakeUp: wakeUp)
/// for index in try poller.wait(milliseconds: 1000) { … }
/// ```
public struct Poller {
  private let sockets: [Socket]
  private let wakeUp: WakeUp?
  private var items: [zmq_pollitem_t]

  public init(_ sockets: [Socket], wakeUp: WakeUp? = nil) {
    self.sockets = sockets
    self.wakeUp = wakeUp
    items = sockets.map { zmq_pollitem_t(socket: $0.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }
    if let wakeUp {
      items.append(zmq_pollitem_t(socket: nil, fd: wakeUp.readEnd, events: Int16(ZMQ_POLLIN), revents: 0))
    }
  }

  /// Waits until a socket has a message, the wake-up was signalled, or the time has passed.
  ///
  /// A signalled wake-up is cleared.
  /// - Parameter milliseconds: nil waits for ever.
  /// - Returns: the positions of the sockets that have a message; empty after a wake-up or when the time has passed.
  /// - Throws: `ZeroMQError.pollFailed`, `.terminated`.
  public mutating func wait(milliseconds: Int? = nil) throws(ZeroMQError) -> [Int] {
    let deadline = milliseconds.map { Self.now() + $0 }
    while true {
      let remaining = deadline.map { max(0, $0 - Self.now()) } ?? -1
      if zmq_poll(&items, Int32(items.count), remaining) >= 0 { break }
      let code = zmq_errno()
      if code == ZeroMQError.terminatedCode { throw .terminated }
      guard code == EINTR else { throw .pollFailed(reason: ZeroMQError.lastReason) }
    }
    if let wakeUp, items[sockets.count].revents != 0 { wakeUp.clear() }
    return sockets.indices.filter { items[$0].revents != 0 }
  }

  /// Milliseconds of a clock that nobody sets.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
