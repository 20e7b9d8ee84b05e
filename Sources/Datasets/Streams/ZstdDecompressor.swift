// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZstd

/// Unpacks zstd (RFC 8878), also of several frames one after the other.
final class ZstdDecompressor: Decompressor {
  private let stream = ZSTD_createDStream()
  private(set) var isComplete = true

  deinit { ZSTD_freeDStream(stream) }

  func unpack(_ packed: [UInt8], into bytes: inout [UInt8]) -> String? {
    var buffer = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
    return packed.withUnsafeBytes { input in
      var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
      while true {
        let (rest, count) = buffer.withUnsafeMutableBytes { output in
          var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
          let rest = ZSTD_decompressStream(stream, &target, &source)
          return (rest, target.pos)
        }
        if ZSTD_isError(rest) != 0 { return String(cString: ZSTD_getErrorName(rest)) }
        bytes += buffer[..<count]
        isComplete = rest == 0
        if source.pos == source.size, count < buffer.count { return nil }
      }
    }
  }

  /// Unpacks a whole stream whose unpacked size is known.
  static func unpack(_ packed: [UInt8], size: Int) -> Result<[UInt8], PageError> {
    var code = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      code = packed.withUnsafeBytes { ZSTD_decompress(buffer.baseAddress, size, $0.baseAddress, $0.count) }
      count = ZSTD_isError(code) != 0 ? 0 : code
    }
    return ZSTD_isError(code) != 0 ? .failure(PageError(String(cString: ZSTD_getErrorName(code)))) : .success(bytes)
  }
}
