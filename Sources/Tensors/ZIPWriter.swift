// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZlib

/// Writes a ZIP file entry by entry, under a name of its own until it is complete.
struct ZIPWriter {
  private let file: AtomicFile
  private let path: String
  private let isCompressed: Bool
  private var directory: [UInt8] = []
  private var (count, position) = (0, 0)

  init(_ path: String, compressed: Bool) throws(NPYError) {
    do throws(FileError) { file = try AtomicFile(path) } catch { throw NPYError(error) }
    (self.path, isCompressed) = (path, compressed)
  }

  mutating func add(_ name: String, _ content: [UInt8]) throws(NPYError) {
    let sum = content.withUnsafeBytes { checksum(of: $0) }
    let packed = isCompressed ? deflated(content) : content
    let method = isCompressed ? 8 : 0
    // The wide form always, as NumPy writes it: sizes of 64 bits in an extra field.
    let start = position
    let common =
      bytes(method, 2) + bytes(0, 2) + bytes(0x21, 2) + bytes(Int(sum), 4) + bytes(0xffff_ffff, 4)
      + bytes(0xffff_ffff, 4)
    let nameBytes = Array(name.utf8)
    let flags = bytes(0x0800, 2)  // names are UTF-8
    let sizes = bytes(content.count, 8) + bytes(packed.count, 8)
    let header =
      bytes(0x0403_4b50, 4) + bytes(45, 2) + flags + common + bytes(nameBytes.count, 2) + bytes(20, 2) + nameBytes
      + bytes(1, 2) + bytes(16, 2) + sizes
    try write(header)
    try write(packed)
    directory +=
      bytes(0x0201_4b50, 4) + bytes(45, 2) + bytes(45, 2) + flags + common + bytes(nameBytes.count, 2) + bytes(28, 2)
      + bytes(0, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0, 4) + bytes(0xffff_ffff, 4) + nameBytes + bytes(1, 2)
      + bytes(24, 2) + sizes + bytes(start, 8)
    count += 1
  }

  mutating func finish() throws(NPYError) {
    let (start, length) = (position, directory.count)
    try write(directory)
    let wide = position
    try write(
      bytes(0x0606_4b50, 4) + bytes(44, 8) + bytes(45, 2) + bytes(45, 2) + bytes(0, 4) + bytes(0, 4) + bytes(count, 8)
        + bytes(count, 8) + bytes(length, 8) + bytes(start, 8))
    try write(bytes(0x0706_4b50, 4) + bytes(0, 4) + bytes(wide, 8) + bytes(1, 4))
    let (shortCount, shortLength, shortStart) = (min(count, 0xffff), min(length, 0xffff_ffff), min(start, 0xffff_ffff))
    try write(
      bytes(0x0605_4b50, 4) + bytes(0, 4) + bytes(shortCount, 2) + bytes(shortCount, 2) + bytes(shortLength, 4)
        + bytes(shortStart, 4) + bytes(0, 2))
    do throws(FileError) { try file.finish() } catch { throw NPYError(error) }
  }

  private mutating func write(_ content: [UInt8]) throws(NPYError) {
    do throws(FileError) { try file.write(content) } catch { throw NPYError(error) }
    position += content.count
  }

  private func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let started = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard started == Z_OK else { trap("NPZ.write: zlib cannot start (code \(started)); is memory full?") }
    defer { deflateEnd(&stream) }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    content.withUnsafeBufferPointer { content in
      var read = 0
      var status = Z_OK
      while status != Z_STREAM_END {
        let input = min(content.count - read, 1 << 30)
        stream.next_in = UnsafeMutablePointer(mutating: content.baseAddress)?.advanced(by: read)
        stream.avail_in = UInt32(input)
        let isLast = read + input == content.count
        chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          status = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          result += chunk[..<(chunk.count - Int(stream.avail_out))]
        }
        read += input - Int(stream.avail_in)
      }
    }
    return result
  }
}
