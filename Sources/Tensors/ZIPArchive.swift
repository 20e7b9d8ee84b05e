// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZlib

/// The entries of a ZIP file, found from its end as the format (PKWARE's APPNOTE) asks for; also files over 4 GiB.
final class ZIPArchive: Sendable {
  struct Entry: Sendable {
    let name: String
    let method: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let headerOffset: Int
  }

  let entries: [Entry]
  private let file: MappedFile

  init(_ path: String) throws(NPYError) {
    do throws(FileError) { file = try MappedFile(path) } catch { throw NPYError(error) }
    var reader = ZIPDirectoryReader(file.bytes, path: path)
    entries = try reader.entries()
  }

  /// Calls `body` with the content of an entry, unpacked and checked.
  func withContent<Result>(
    of entry: Entry, _ body: (UnsafeRawBufferPointer) throws(NPYError) -> Result
  ) throws(NPYError) -> Result {
    let (bytes, start) = (file.bytes, entry.headerOffset)
    defer { withExtendedLifetime(file) {} }
    func damaged(_ reason: String) -> NPYError {
      .damagedArchive(path: file.path, place: "entry '\(entry.name)' at byte \(start)", reason: reason)
    }
    guard start >= 0, start + 30 <= bytes.count, bytes.number(at: start, bytes: 4) == 0x0403_4b50 else {
      throw damaged("its local header is missing")
    }
    let data = start + 30 + bytes.number(at: start + 26, bytes: 2) + bytes.number(at: start + 28, bytes: 2)
    guard data + entry.packedSize <= bytes.count else {
      throw damaged(
        "ends at byte \(bytes.count), but should reach \(data + entry.packedSize); was the download complete?")
    }
    let packed = UnsafeRawBufferPointer(rebasing: bytes[data..<data + entry.packedSize])
    switch entry.method {
    case 0:
      guard checksum(of: packed) == entry.checksum else {
        throw damaged("the checksum does not fit; the file is damaged")
      }
      return try body(packed)
    case 8:
      let content = UnsafeMutableRawBufferPointer.allocate(byteCount: max(entry.size, 1), alignment: 64)
      defer { content.deallocate() }
      let unpacked = UnsafeMutableRawBufferPointer(rebasing: content[..<entry.size])
      guard inflated(packed, into: unpacked) else { throw damaged("cannot be unpacked; the file is damaged") }
      guard checksum(of: UnsafeRawBufferPointer(unpacked)) == entry.checksum else {
        throw damaged("the checksum does not fit; the file is damaged")
      }
      return try body(UnsafeRawBufferPointer(unpacked))
    default: throw damaged("compression method \(entry.method) is not supported; store or deflate it")
    }
  }
}

/// zlib's CRC-32, in pieces that its 32-bit lengths can count.
func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
  var sum = crc32(0, nil, 0)
  var start = 0
  while start < bytes.count {
    let part = min(bytes.count - start, 1 << 30)
    sum = crc32(sum, bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) + start, UInt32(part))
    start += part
  }
  return UInt32(truncatingIfNeeded: sum)
}

/// Unpacks raw deflate data that fills `target` exactly.
private func inflated(_ packed: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Bool {
  var stream = z_stream()
  guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
    return false
  }
  defer { inflateEnd(&stream) }
  var (read, written) = (0, 0)
  while true {
    let (input, room) = (min(packed.count - read, 1 << 30), min(target.count - written, 1 << 30))
    stream.next_in = UnsafeMutablePointer(
      mutating: packed.baseAddress?.assumingMemoryBound(to: UInt8.self))?.advanced(by: read)
    stream.avail_in = UInt32(input)
    var spare: UInt8 = 0
    let status = withUnsafeMutablePointer(to: &spare) { spare in
      stream.next_out = room > 0 ? target.baseAddress!.assumingMemoryBound(to: UInt8.self) + written : spare
      stream.avail_out = UInt32(max(room, 1))
      return inflate(&stream, Z_NO_FLUSH)
    }
    let produced = max(room, 1) - Int(stream.avail_out)
    read += input - Int(stream.avail_in)
    if room == 0 && produced > 0 { return false }
    written += produced
    if status == Z_STREAM_END { return written == target.count }
    guard status == Z_OK, produced > 0 || input > Int(stream.avail_in) else { return false }
  }
}

extension UnsafeRawBufferPointer {
  /// A little-endian number of 2, 4 or 8 bytes.
  func number(at offset: Int, bytes count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(self[offset + $1]) << (8 * $1) }
  }
}
