// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads the directory at the end of a ZIP file.
struct ZIPDirectoryReader {
  private let bytes: UnsafeRawBufferPointer
  private let path: String

  init(_ bytes: UnsafeRawBufferPointer, path: String) {
    (self.bytes, self.path) = (bytes, path)
  }

  mutating func entries() throws(NPYError) -> [ZIPArchive.Entry] {
    guard let end = endRecord() else {
      throw .damagedArchive(
        path: path, place: "its end (byte \(bytes.count))",
        reason: "not a .npz file, or an incomplete one: the directory of a ZIP archive is missing")
    }
    var (count, offset) = (bytes.number(at: end + 10, bytes: 2), bytes.number(at: end + 16, bytes: 4))
    if count == 0xffff || offset == 0xffff_ffff, let wide = wideEndRecord(before: end) {
      (count, offset) = (bytes.number(at: wide + 32, bytes: 8), bytes.number(at: wide + 48, bytes: 8))
    }
    var entries: [ZIPArchive.Entry] = []
    for _ in 0..<count {
      guard offset >= 0, offset + 46 <= bytes.count, bytes.number(at: offset, bytes: 4) == 0x0201_4b50 else {
        throw .damagedArchive(
          path: path, place: "byte \(offset)",
          reason: "entry \(entries.count + 1) of \(count) in the directory is missing")
      }
      let (name, extra) = (bytes.number(at: offset + 28, bytes: 2), bytes.number(at: offset + 30, bytes: 2))
      let comment = bytes.number(at: offset + 32, bytes: 2)
      guard offset + 46 + name + extra + comment <= bytes.count else {
        throw .damagedArchive(path: path, place: "byte \(offset)", reason: "the directory ends inside an entry")
      }
      entries.append(entry(at: offset, name: name, extra: extra))
      offset += 46 + name + extra + comment
    }
    return entries
  }

  private func entry(at offset: Int, name: Int, extra: Int) -> ZIPArchive.Entry {
    var fields = [
      bytes.number(at: offset + 24, bytes: 4), bytes.number(at: offset + 20, bytes: 4),
      bytes.number(at: offset + 42, bytes: 4),
    ]
    // Sizes and places that need more than 32 bits stand in the extra field with number 1, in this order.
    var place = offset + 46 + name
    let end = place + extra
    while place + 4 <= end {
      let (kind, length) = (bytes.number(at: place, bytes: 2), bytes.number(at: place + 2, bytes: 2))
      if kind == 1 {
        var value = place + 4
        for index in fields.indices where fields[index] == 0xffff_ffff && value + 8 <= min(end, place + 4 + length) {
          fields[index] = bytes.number(at: value, bytes: 8)
          value += 8
        }
      }
      place += 4 + length
    }
    return ZIPArchive.Entry(
      name: String(decoding: bytes[offset + 46..<offset + 46 + name], as: UTF8.self),
      method: bytes.number(at: offset + 10, bytes: 2), checksum: UInt32(bytes.number(at: offset + 16, bytes: 4)),
      packedSize: fields[1], size: fields[0], headerOffset: fields[2])
  }

  /// The end record is the last thing in the file but for a comment of at most 64 KiB.
  private func endRecord() -> Int? {
    guard bytes.count >= 22 else { return nil }
    return stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xffff), by: -1)
      .first { bytes.number(at: $0, bytes: 4) == 0x0605_4b50 }
  }

  private func wideEndRecord(before end: Int) -> Int? {
    guard end >= 20, bytes.number(at: end - 20, bytes: 4) == 0x0706_4b50 else { return nil }
    let place = bytes.number(at: end - 12, bytes: 8)
    return place >= 0 && place + 56 <= bytes.count && bytes.number(at: place, bytes: 4) == 0x0606_4b50 ? place : nil
  }
}
