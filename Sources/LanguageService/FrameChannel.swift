// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// JSON messages over a pair of file descriptors, each preceded by its length: 4 bytes, big-endian.
struct FrameChannel {
  enum Failure: Error {
    /// The other side is gone.
    case closed
    case timedOut
    /// The other side does not speak this protocol.
    case malformed(String)
  }

  /// Longer than any cell; a larger length means that the stream is out of step.
  static let limit = 1 << 28

  let input: Int32
  let output: Int32

  func write<M: Encodable>(_ message: M, deadline: Deadline = .never) throws(Failure) {
    let body: Data
    do { body = try JSONEncoder().encode(message) } catch { throw .malformed("\(error)") }
    var frame = [UInt8]()
    frame.reserveCapacity(body.count + 4)
    withUnsafeBytes(of: UInt32(body.count).bigEndian) { frame += $0 }
    frame += body
    var sent = 0
    while sent < frame.count {
      try wait(output, POLLOUT, deadline)
      let count = frame[sent...].withUnsafeBytes { Self.put(output, $0) }
      if count > 0 { sent += count } else if errno != EINTR && errno != EAGAIN { throw .closed }
    }
  }

  func read<M: Decodable>(_ type: M.Type, deadline: Deadline = .never) throws(Failure) -> M {
    let header = try read(bytes: 4, deadline)
    let length = header.reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.limit else { throw .malformed("a message of \(length) bytes") }
    let body = try read(bytes: length, deadline)
    do { return try JSONDecoder().decode(type, from: Data(body)) } catch { throw .malformed("\(error)") }
  }

  private func read(bytes wanted: Int, _ deadline: Deadline) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: wanted)
    var got = 0
    while got < wanted {
      try wait(input, POLLIN, deadline)
      let count = bytes[got...].withUnsafeMutableBytes { Glibc.read(input, $0.baseAddress, $0.count) }
      if count > 0 { got += count } else if count == 0 || (errno != EINTR && errno != EAGAIN) { throw .closed }
    }
    return bytes
  }

  /// Nothing to read and nobody gone: between two requests, anything else means that the other side has ended.
  var isQuiet: Bool {
    var poll = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) == 0
  }

  private func wait(_ descriptor: Int32, _ events: Int32, _ deadline: Deadline) throws(Failure) {
    while true {
      var poll = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let ready = Glibc.poll(&poll, 1, deadline.milliseconds)
      if ready > 0 { return }
      if ready == 0 { throw .timedOut }
      if errno != EINTR { throw .closed }
    }
  }

  /// A socket whose other end is closed must give an error here, not a SIGPIPE that ends the kernel.
  private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    let count = send(descriptor, bytes.baseAddress, bytes.count, flags)
    return count < 0 && errno == ENOTSOCK ? Glibc.write(descriptor, bytes.baseAddress, bytes.count) : count
  }
}

/// A moment after which waiting ends.
struct Deadline: Sendable {
  private let instant: ContinuousClock.Instant?

  static let never = Deadline(instant: nil)
  static func after(seconds: Double) -> Deadline { Deadline(instant: .now + .seconds(seconds)) }

  /// Time left as `poll` wants it: rounded up, -1 for no limit.
  var milliseconds: Int32 {
    guard let instant else { return -1 }
    let left = instant - .now
    guard left > .zero else { return 0 }
    return Int32(clamping: Int((left / .milliseconds(1)).rounded(.up)))
  }
}
