// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Values of a column without its nulls, as a page or a dictionary holds them.
enum PlainValues: Sendable {
  case strings([String])
  case integers([Int])
  case doubles([Double])
  case booleans([Bool])

  /// Reads the PLAIN encoding (Encodings.md, 0).
  init(_ bytes: ArraySlice<UInt8>, count: Int, field: ParquetField) throws(PageError) {
    switch field.type {
    case .byteArray:
      self = .strings(try Self.strings(bytes, count: count))
    case .fixedLengthByteArray:
      let length = field.typeLength
      try Self.check(bytes, count, length)
      self = .strings(
        (0..<count).map { i in
          let start = bytes.startIndex + i * length
          return String(decoding: bytes[start..<start + length], as: UTF8.self)
        })
    case .boolean:
      guard bytes.count * 8 >= count else { throw Self.cut }
      self = .booleans((0..<count).map { bytes[bytes.startIndex + $0 / 8] >> UInt8($0 % 8) & 1 == 1 })
    case .int32:
      try Self.check(bytes, count, 4)
      self = .integers(Self.load(bytes, count, UInt32.self) { Int(Int32(bitPattern: $0)) })
    case .int64:
      try Self.check(bytes, count, 8)
      self = .integers(Self.load(bytes, count, UInt64.self) { Int(Int64(bitPattern: $0)) })
    case .float:
      try Self.check(bytes, count, 4)
      self = .doubles(Self.load(bytes, count, UInt32.self) { Double(Float(bitPattern: $0)) })
    case .double:
      try Self.check(bytes, count, 8)
      self = .doubles(Self.load(bytes, count, UInt64.self) { Double(bitPattern: $0) })
    case .int96: throw PageError("values of 96 bits, an old form of time stamps, are not supported")
    }
  }

  private static let cut = PageError("the values end too early")

  private static func check(_ bytes: ArraySlice<UInt8>, _ count: Int, _ size: Int) throws(PageError) {
    guard size > 0, bytes.count / size >= count else { throw cut }
  }

  private static func load<Bits: FixedWidthInteger, Value>(
    _ bytes: ArraySlice<UInt8>, _ count: Int, _ type: Bits.Type, _ convert: (Bits) -> Value
  ) -> [Value] {
    bytes.withUnsafeBytes { raw in
      (0..<count).map {
        convert(Bits(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Bits>.size, as: Bits.self)))
      }
    }
  }

  /// Each with its length in four bytes before it.
  private static func strings(_ bytes: ArraySlice<UInt8>, count: Int) throws(PageError) -> [String] {
    var strings: [String] = []
    strings.reserveCapacity(min(count, bytes.count / 4))
    var position = bytes.startIndex
    for _ in 0..<count {
      guard position + 4 <= bytes.endIndex else { throw cut }
      let length = (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
      position += 4
      guard length <= bytes.endIndex - position else { throw cut }
      strings.append(String(decoding: bytes[position..<position + length], as: UTF8.self))
      position += length
    }
    return strings
  }

  /// The values at these positions of a dictionary.
  func picking(_ positions: [Int]) throws(PageError) -> PlainValues {
    let count = self.count
    if let outside = positions.first(where: { $0 >= count }) {
      throw PageError("the page asks for entry \(outside) of a dictionary of \(count)")
    }
    switch self {
    case .strings(let values): return .strings(positions.map { values[$0] })
    case .integers(let values): return .integers(positions.map { values[$0] })
    case .doubles(let values): return .doubles(positions.map { values[$0] })
    case .booleans(let values): return .booleans(positions.map { values[$0] })
    }
  }

  var count: Int {
    switch self {
    case .strings(let values): values.count
    case .integers(let values): values.count
    case .doubles(let values): values.count
    case .booleans(let values): values.count
    }
  }

  /// Puts nulls where `isPresent` says so; every value where it is nil.
  func column(_ isPresent: [Bool]?) throws(PageError) -> ParquetColumn {
    func spread<Value>(_ values: [Value]) throws(PageError) -> [Value?] {
      guard let isPresent else { return values }
      var next = 0
      var result: [Value?] = []
      result.reserveCapacity(isPresent.count)
      for present in isPresent {
        guard present else {
          result.append(nil)
          continue
        }
        guard next < values.count else { throw Self.cut }
        result.append(values[next])
        next += 1
      }
      return result
    }
    switch self {
    case .strings(let values): return .strings(try spread(values))
    case .integers(let values): return .integers(try spread(values))
    case .doubles(let values): return .doubles(try spread(values))
    case .booleans(let values): return .booleans(try spread(values))
    }
  }
}
