// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#if canImport(Glibc)
  import Glibc
#endif

/// Length-prefixed frames over a socket. One thread reads; any thread may write.
package final class FrameChannel: @unchecked Sendable {
  /// A figure is a megabyte or so; a frame of this size is garbage.
  package static let largestFrame = 1 << 30

  package let descriptor: Int32
  private let writeLock: UnsafeMutablePointer<pthread_mutex_t>

  package init(descriptor: Int32) {
    self.descriptor = descriptor
    writeLock = .allocate(capacity: 1)
    pthread_mutex_init(writeLock, nil)
  }

  deinit {
    pthread_mutex_destroy(writeLock)
    writeLock.deallocate()
  }

  /// Sends one frame; false when the peer is gone.
  @discardableResult
  package func send(_ payload: [UInt8]) -> Bool {
    var header = WireWriter()
    header.write(UInt32(payload.count))
    let frame = header.bytes + payload
    pthread_mutex_lock(writeLock)
    defer { pthread_mutex_unlock(writeLock) }
    var sent = 0
    while sent < frame.count {
      let count = frame.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + sent, frame.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      sent += count
    }
    return true
  }

  /// Blocks for the next frame; nil when the peer is gone.
  package func receive() throws(WireError) -> [UInt8]? {
    guard let header = receive(count: 4) else { return nil }
    var reader = WireReader(header)
    let count = Int(try reader.read(UInt32.self))
    guard count <= Self.largestFrame else { throw .oversized(count) }
    return receive(count: count)
  }

  private func receive(count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + filled, count - filled, 0) }
      if got < 0 && errno == EINTR { continue }
      if got <= 0 { return nil }
      filled += got
    }
    return bytes
  }
}
