// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A value in Thrift's compact protocol, in which parquet writes its metadata.
enum ThriftValue {
  case integer(Int)
  case double(Double)
  case bytes(ArraySlice<UInt8>)
  case list([ThriftValue])
  case structure([Int: ThriftValue])

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  var list: [ThriftValue]? { if case .list(let values) = self { values } else { nil } }
  var text: String? { if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil } }
  subscript(field: Int) -> ThriftValue? { if case .structure(let fields) = self { fields[field] } else { nil } }
}

/// Reads Thrift's compact protocol (thrift-compact-protocol.md).
struct ThriftReader {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int
  private var depth = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func structure() throws(PageError) -> ThriftValue {
    depth += 1
    defer { depth -= 1 }
    // Damaged bytes must not nest without end.
    guard depth < 32 else { throw PageError("the metadata are nested too deeply") }
    var fields: [Int: ThriftValue] = [:]
    var field = 0
    while true {
      let head = try byte()
      if head == 0 { return .structure(fields) }
      let delta = Int(head >> 4)
      field = delta == 0 ? zigzag(try varint()) : field + delta
      let type = head & 15
      // A truth value stands in the type itself.
      fields[field] = type == 1 ? .integer(1) : type == 2 ? .integer(0) : try value(type)
    }
  }

  private mutating func value(_ type: UInt8) throws(PageError) -> ThriftValue {
    switch type {
    case 1, 2: return .integer(try byte() == 1 ? 1 : 0)
    case 3: return .integer(Int(Int8(bitPattern: try byte())))
    case 4, 5, 6: return .integer(zigzag(try varint()))
    case 7:
      var bits: UInt64 = 0
      for i in 0..<8 { bits |= UInt64(try byte()) << UInt64(8 * i) }
      return .double(Double(bitPattern: bits))
    case 8:
      let count = Int(truncatingIfNeeded: try varint())
      guard count >= 0, count <= bytes.endIndex - position else { throw Self.cut }
      defer { position += count }
      return .bytes(bytes[position..<position + count])
    case 9, 10:
      let head = try byte()
      let count = head >> 4 == 15 ? Int(truncatingIfNeeded: try varint()) : Int(head >> 4)
      guard count >= 0, count <= bytes.endIndex - position else { throw Self.cut }
      var values: [ThriftValue] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(head & 15 == 12 ? try structure() : try value(head & 15)) }
      return .list(values)
    case 11:
      let count = try varint()
      guard count > 0 else { return .list([]) }
      let types = try byte()
      for _ in 0..<count { (_, _) = (try value(types >> 4), try value(types & 15)) }
      return .list([])
    case 12: return try structure()
    default: throw PageError("the metadata hold the unknown type \(type)")
    }
  }

  private static let cut = PageError("the metadata end too early")

  private mutating func byte() throws(PageError) -> UInt8 {
    guard position < bytes.endIndex else { throw Self.cut }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func varint() throws(PageError) -> UInt64 {
    try readVarint(
      bytes, at: &position, cut: Self.cut, tooLong: PageError("the metadata hold a number that is too long"))
  }
}
