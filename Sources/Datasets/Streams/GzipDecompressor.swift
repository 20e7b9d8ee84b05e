// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZlib

/// Unpacks gzip (RFC 1952), also of several members one after the other, and zlib streams (RFC 1950).
final class GzipDecompressor: Decompressor {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private(set) var isComplete = true

  init() {
    stream.initialize(to: z_stream())
    // 32: tell gzip from zlib by the header.
    inflateInit2_(stream, MAX_WBITS + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func unpack(_ packed: [UInt8], into bytes: inout [UInt8]) -> String? {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    return packed.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      while true {
        if isComplete {
          guard stream.pointee.avail_in > 0 else { return nil }
          inflateReset(stream)
          isComplete = false
        }
        let (status, count) = buffer.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          let status = inflate(stream, Z_NO_FLUSH)
          return (status, output.count - Int(stream.pointee.avail_out))
        }
        bytes += buffer[..<count]
        switch status {
        case Z_STREAM_END: isComplete = true
        case Z_OK: if stream.pointee.avail_in == 0, count < buffer.count { return nil }
        case Z_BUF_ERROR: return nil
        default: return stream.pointee.msg.map { String(cString: $0) } ?? "gzip error \(status)"
        }
      }
    }
  }

  /// Unpacks a whole stream whose unpacked size is known.
  static func unpack(_ packed: [UInt8], size: Int) -> Result<[UInt8], PageError> {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    let decompressor = GzipDecompressor()
    if let reason = decompressor.unpack(packed, into: &bytes) { return .failure(PageError(reason)) }
    return decompressor.isComplete ? .success(bytes) : .failure(PageError("the gzip data end too early"))
  }
}
