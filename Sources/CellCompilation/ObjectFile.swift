// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The little that we read and change in what the compiler writes: 64-bit little-endian ELF files.
struct ObjectFile {
  private(set) var bytes: Data
  private var sections: [Section] = []
  private var names = 0

  private struct Section {
    var name: Int
    var type: Int
    var offset: Int
    var size: Int
    /// For a symbol table its strings, for relocations the section that they change.
    var link: Int
    var info: Int
  }

  init?(_ path: String) {
    guard let file = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    bytes = file
    guard file.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { return nil }
    let table = word(UInt64.self, at: 40)
    let size = word(UInt16.self, at: 58)
    for index in 0..<word(UInt16.self, at: 60) {
      let start = table + index * size
      sections.append(
        Section(
          name: word(UInt32.self, at: start), type: word(UInt32.self, at: start + 4),
          offset: word(UInt64.self, at: start + 24), size: word(UInt64.self, at: start + 32),
          link: word(UInt32.self, at: start + 40), info: word(UInt32.self, at: start + 44)))
    }
    let strings = word(UInt16.self, at: 62)
    guard sections.indices.contains(strings) else { return nil }
    names = sections[strings].offset
  }

  /// The contents of a section; empty where there is none.
  func section(_ name: String) -> Data {
    guard let section = sections.first(where: { isText(name, at: names + $0.name) }),
      section.offset + section.size <= bytes.count
    else { return Data() }
    return bytes[section.offset..<section.offset + section.size]
  }

  /// A symbol that a library gives to others, or needs of them.
  struct DynamicSymbol {
    var name: String
    /// False where it is another library's.
    var isDefined: Bool
  }

  var dynamicSymbols: [DynamicSymbol] {
    let dynamic = 11
    return sections.filter { $0.type == dynamic && sections.indices.contains($0.link) }.flatMap { table in
      stride(from: table.offset, to: table.offset + table.size, by: 24).compactMap { symbol in
        let name = text(at: sections[table.link].offset + word(UInt32.self, at: symbol))
        return name.isEmpty ? nil : DynamicSymbol(name: name, isDefined: word(UInt16.self, at: symbol + 6) != 0)
      }
    }
  }

  /// A relative pointer in the data of a symbol.
  struct RelativePointer {
    var symbol: String
    /// Where in the file the number is that it is made from: its own 32 bits, or the 64 of its relocation.
    var place: Int
    var isRelocated: Bool
  }

  /// The relative pointers at one offset in the data of the symbols that are meant.
  func relativePointers(in isMeant: (String) -> Bool, at offset: Int) -> [RelativePointer] {
    let (symbolTable, relocations) = (2, 4)
    var found: [RelativePointer] = []
    for table in sections where table.type == symbolTable && sections.indices.contains(table.link) {
      for symbol in stride(from: table.offset, to: table.offset + table.size, by: 24) {
        let name = text(at: sections[table.link].offset + word(UInt32.self, at: symbol))
        let home = word(UInt16.self, at: symbol + 6)
        guard isMeant(name), home > 0, sections.indices.contains(home) else { continue }
        let place = word(UInt64.self, at: symbol + 8) + offset
        let relocation = sections.lazy.filter { $0.type == relocations && $0.info == home }
          .flatMap { stride(from: $0.offset, to: $0.offset + $0.size, by: 24) }
          .first { word(UInt64.self, at: $0) == place }
        found.append(
          RelativePointer(
            symbol: name, place: relocation.map { $0 + 16 } ?? sections[home].offset + place,
            isRelocated: relocation != nil))
      }
    }
    return found
  }

  /// Makes a pointer point so many bytes further.
  mutating func move(_ pointer: RelativePointer, by count: Int) {
    if pointer.isRelocated { add(Int64(count), at: pointer.place) } else { add(Int32(count), at: pointer.place) }
  }

  private mutating func add<T: FixedWidthInteger>(_ number: T, at offset: Int) {
    guard offset + MemoryLayout<T>.size <= bytes.count else { return }
    let old = T(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) })
    withUnsafeBytes(of: (old &+ number).littleEndian) {
      bytes.replaceSubrange(offset..<offset + $0.count, with: $0)
    }
  }

  /// Nothing in a whole file points behind its end; numbers that do are held there.
  private func word<T: FixedWidthInteger>(_: T.Type, at offset: Int) -> Int {
    guard offset >= 0, offset + MemoryLayout<T>.size <= bytes.count else { return 0 }
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) }
    return min(Int(clamping: T(littleEndian: value)), bytes.count)
  }

  private func isText(_ text: String, at offset: Int) -> Bool {
    guard offset + text.utf8.count < bytes.count else { return false }
    return bytes[offset + text.utf8.count] == 0 && bytes[offset..<offset + text.utf8.count].elementsEqual(text.utf8)
  }

  private func text(at offset: Int) -> String {
    guard offset < bytes.count else { return "" }
    return String(decoding: bytes[offset...].prefix { $0 != 0 }, as: UTF8.self)
  }
}
