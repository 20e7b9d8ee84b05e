// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ
import Glibc

/// A ZeroMQ socket. Messages are lists of frames.
///
/// ZeroMQ sockets are not thread-safe: use one from one thread at a time. Handing it over to another thread (through
/// anything that synchronises, such as starting the thread) is allowed. Closed when released.
public final class Socket: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer
  /// A socket keeps its context alive: a context that ends first would wait for ever.
  private let context: Context

  /// - Throws: `ZeroMQError.createFailed`, `.optionFailed`.
  public init(_ context: Context, _ type: SocketType, _ options: [SocketOption] = []) throws(ZeroMQError) {
    guard let handle = zmq_socket(context.handle, type.code) else {
      throw .createFailed(reason: ZeroMQError.lastReason)
    }
    self.handle = handle
    self.context = context
    for option in options { try set(option) }
  }

  deinit { zmq_close(handle) }

  /// - Throws: `ZeroMQError.optionFailed`.
  public func set(_ option: SocketOption) throws(ZeroMQError) {
    let (name, code, value) = option.encoded
    let status =
      switch value {
      case .number(var number): zmq_setsockopt(handle, code, &number, MemoryLayout<Int32>.size)
      case .bytes(let bytes): zmq_setsockopt(handle, code, bytes, bytes.count)
      }
    guard status == 0 else { throw .optionFailed(option: name, reason: ZeroMQError.lastReason) }
  }

  /// - Throws: `ZeroMQError.bindFailed`, which names the address.
  public func bind(_ address: String) throws(ZeroMQError) {
    guard zmq_bind(handle, address) == 0 else {
      throw .bindFailed(address: address, reason: ZeroMQError.lastReason)
    }
  }

  /// - Throws: `ZeroMQError.connectFailed`, which names the address.
  public func connect(_ address: String) throws(ZeroMQError) {
    guard zmq_connect(handle, address) == 0 else {
      throw .connectFailed(address: address, reason: ZeroMQError.lastReason)
    }
  }

  /// The address that the socket was last bound to, with the port that the system chose for `tcp://127.0.0.1:*`.
  public var boundAddress: String {
    var buffer = [CChar](repeating: 0, count: 1024)
    var size = buffer.count
    guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &buffer, &size) == 0 else { return "" }
    return String(decoding: buffer.prefix(max(0, size - 1)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
