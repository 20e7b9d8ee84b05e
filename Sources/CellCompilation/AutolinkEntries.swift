// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The linker options that imported modules ask for, which the compiler leaves in a section of the object file. The
/// driver would start another program to read them.
package enum AutolinkEntries {
  package static func read(from object: String) -> [String] {
    guard let file = try? Data(contentsOf: URL(fileURLWithPath: object)) else { return [] }
    return file.withUnsafeBytes { section(".swift1_autolink_entries", of: $0) }
      .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.hasPrefix("-l") || $0.hasPrefix("-L") }
  }

  /// The contents of a section of a 64-bit little-endian ELF file; empty where there is none.
  private static func section(_ name: String, of file: UnsafeRawBufferPointer) -> [UInt8] {
    // Nothing in a whole file points behind its end; numbers that do are held there.
    func word<T: FixedWidthInteger>(_: T.Type, at offset: Int) -> Int {
      guard offset + MemoryLayout<T>.size <= file.count else { return 0 }
      return min(Int(clamping: T(littleEndian: file.loadUnaligned(fromByteOffset: offset, as: T.self))), file.count)
    }
    guard file.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { return [] }
    let table = word(UInt64.self, at: 40)
    let size = word(UInt16.self, at: 58)
    let count = word(UInt16.self, at: 60)
    func header(_ index: Int) -> (name: Int, offset: Int, size: Int) {
      let start = table + index * size
      return (word(UInt32.self, at: start), word(UInt64.self, at: start + 24), word(UInt64.self, at: start + 32))
    }
    let names = header(word(UInt16.self, at: 62)).offset
    for index in 0..<count {
      let (nameOffset, offset, size) = header(index)
      let start = names + nameOffset
      guard start + name.utf8.count < file.count, offset + size <= file.count else { continue }
      if file[start + name.utf8.count] == 0, file[start..<start + name.utf8.count].elementsEqual(name.utf8) {
        return Array(file[offset..<offset + size])
      }
    }
    return []
  }
}
