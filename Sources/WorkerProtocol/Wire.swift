// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#if canImport(Glibc)
  import Glibc
#endif

/// Writes the fields of a message, little endian, strings with their length before them.
package struct WireWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  package mutating func write(_ text: String) {
    write(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  package mutating func write<Element>(_ list: [Element], _ each: (inout WireWriter, Element) -> Void) {
    write(UInt32(list.count))
    for element in list { each(&self, element) }
  }
}

/// Reads what a ``WireWriter`` wrote; throws where the bytes end early.
package struct WireReader {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package mutating func read<T: FixedWidthInteger>(_: T.Type = T.self) throws(WireError) -> T {
    let size = MemoryLayout<T>.size
    guard position + size <= bytes.count else { throw .truncated(at: position) }
    defer { position += size }
    return bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: T.self)) }
  }

  package mutating func readBool() throws(WireError) -> Bool { try read(UInt8.self) != 0 }

  package mutating func readString() throws(WireError) -> String {
    let count = Int(try read(UInt32.self))
    guard position + count <= bytes.count else { throw .truncated(at: position) }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  package mutating func readOptionalString() throws(WireError) -> String? {
    try readBool() ? try readString() : nil
  }

  package mutating func readList<Element>(
    _ each: (inout WireReader) throws(WireError) -> Element
  ) throws(WireError) -> [Element] {
    let count = Int(try read(UInt32.self))
    var list: [Element] = []
    for _ in 0..<count { list.append(try each(&self)) }
    return list
  }
}

package enum WireError: Error, Equatable, CustomStringConvertible {
  case truncated(at: Int)
  case unknownKind(UInt8)
  case oversized(Int)

  package var description: String {
    switch self {
    case .truncated(let position): "worker message ends early, at byte \(position)"
    case .unknownKind(let kind): "worker message of unknown kind \(kind)"
    case .oversized(let size): "worker message of \(size) bytes is beyond any limit"
    }
  }
}
