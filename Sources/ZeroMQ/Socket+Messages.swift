// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ
import Glibc

extension Socket {
  /// Sends one message of one or more frames; a message without frames is not sent.
  ///
  /// Blocks where the type blocks: DEALER, REQ and PAIR with a full queue. ROUTER, PUB and XPUB drop what nobody can
  /// take.
  /// - Throws: `ZeroMQError.sendFailed`, `.terminated`; `.unroutable` from a ROUTER for which routing is mandatory.
  public func send(_ frames: [[UInt8]]) throws(ZeroMQError) {
    for (index, frame) in frames.enumerated() {
      let flags = index < frames.count - 1 ? ZMQ_SNDMORE : 0
      while zmq_send(handle, frame, frame.count, flags) == -1 {
        guard zmq_errno() == EINTR else { throw .sending() }
      }
    }
  }

  /// Waits for a message and returns all its frames.
  /// - Throws: `ZeroMQError.receiveFailed`, `.terminated`.
  public func receive() throws(ZeroMQError) -> [[UInt8]] {
    while true {
      if let frames = try receive(flags: 0) { return frames }
    }
  }

  /// The frames of a message that has already come; nil where there is none.
  /// - Throws: `ZeroMQError.receiveFailed`, `.terminated`.
  public func receiveIfReady() throws(ZeroMQError) -> [[UInt8]]? { try receive(flags: ZMQ_DONTWAIT) }

  private func receive(flags: Int32) throws(ZeroMQError) -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    var part = zmq_msg_t()
    zmq_msg_init(&part)
    defer { zmq_msg_close(&part) }
    repeat {
      // A message arrives whole: only the first frame can be missing.
      while zmq_msg_recv(&part, handle, flags) == -1 {
        let code = zmq_errno()
        if code == EAGAIN, frames.isEmpty { return nil }
        guard code == EINTR else { throw .receiving() }
      }
      let bytes = UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))
      frames.append([UInt8](bytes))
    } while zmq_msg_more(&part) != 0
    return frames
  }

  /// Lets the subscription that an XPUB in manual mode received last take effect.
  /// - Throws: `ZeroMQError.optionFailed`.
  public func accept(subscription topic: [UInt8]) throws(ZeroMQError) {
    guard zmq_setsockopt(handle, ZMQ_SUBSCRIBE, topic, topic.count) == 0 else {
      throw .optionFailed(option: "subscribe", reason: ZeroMQError.lastReason)
    }
  }

  /// Lets the cancellation that an XPUB in manual mode received last take effect.
  /// - Throws: `ZeroMQError.optionFailed`.
  public func accept(cancellation topic: [UInt8]) throws(ZeroMQError) {
    guard zmq_setsockopt(handle, ZMQ_UNSUBSCRIBE, topic, topic.count) == 0 else {
      throw .optionFailed(option: "unsubscribe", reason: ZeroMQError.lastReason)
    }
  }
}
