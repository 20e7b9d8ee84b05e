// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZlib

/// Reads the pages of one column of one row group, one after the other.
struct PageReader: Sendable {
  private let bytes: [UInt8]
  private let field: ParquetField
  private let chunk: ParquetMetadata.Chunk
  private var position = 0
  private var valuesRead = 0
  private var dictionary: PlainValues?
  /// The page that was read last, counted from 1.
  private(set) var page = 0

  /// - Parameter bytes: those of the whole chunk.
  init(_ bytes: [UInt8], field: ParquetField, chunk: ParquetMetadata.Chunk) {
    self.bytes = bytes
    self.field = field
    self.chunk = chunk
  }

  /// The values of the next data page; nil after the last.
  mutating func next() throws(PageError) -> ParquetColumn? {
    while valuesRead < chunk.valueCount {
      page += 1
      var reader = ThriftReader(bytes[position...])
      let header = try reader.structure()
      guard let type = header[1]?.integer, let unpackedSize = header[2]?.integer, let size = header[3]?.integer,
        unpackedSize >= 0, size >= 0
      else { throw PageError("the page has no header") }
      let start = reader.position
      guard size <= bytes.count - start else { throw PageError("the page ends behind the column") }
      position = start + size
      let body = bytes[start..<position]
      if let crc = header[4]?.integer { try check(body, crc) }
      switch type {
      case 0:
        guard let head = header[5] else { throw PageError("the data page has no header") }
        return try dataPage(head, ArraySlice(try unpack(body, unpackedSize)))
      case 2:
        guard let count = header[7]?[1]?.integer, count >= 0 else { throw PageError("the dictionary has no size") }
        dictionary = try PlainValues(ArraySlice(try unpack(body, unpackedSize)), count: count, field: field)
      case 3:
        guard let head = header[8] else { throw PageError("the data page has no header") }
        return try dataPage2(head, body, unpackedSize)
      default: continue
      }
    }
    return nil
  }

  private func check(_ body: ArraySlice<UInt8>, _ expected: Int) throws(PageError) {
    let found = body.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
    guard found == UInt32(truncatingIfNeeded: expected) else { throw PageError("the page's checksum does not match") }
  }

  private func unpack(_ body: ArraySlice<UInt8>, _ size: Int) throws(PageError) -> [UInt8] {
    guard size <= 1 << 31 else { throw PageError("the page announces \(size) bytes") }
    switch chunk.codec {
    case 0: return Array(body)
    case 1: return try Snappy.unpack(Array(body), size: size).get()
    case 2: return try GzipDecompressor.unpack(Array(body), size: size).get()
    case 6: return try ZstdDecompressor.unpack(Array(body), size: size).get()
    default:
      let names = [3: "LZO", 4: "Brotli", 5: "LZ4", 7: "LZ4"]
      throw PageError("the pages are packed by \(names[chunk.codec] ?? "codec \(chunk.codec)"), which is not supported")
    }
  }

  private mutating func dataPage(_ head: ThriftValue, _ body: ArraySlice<UInt8>) throws(PageError) -> ParquetColumn {
    let count = try valueCount(head)
    var rest = body
    var isPresent: [Bool]?
    if field.definitionLevel > 0 {
      guard head[3]?.integer == 3 else { throw PageError("levels in an old encoding") }
      guard rest.count >= 4 else { throw PageError("the levels end too early") }
      let length = (0..<4).reduce(0) { $0 | Int(rest[rest.startIndex + $1]) << (8 * $1) }
      rest = rest.dropFirst(4)
      guard length <= rest.count else { throw PageError("the levels end too early") }
      isPresent = try presence(rest.prefix(length), count)
      rest = rest.dropFirst(length)
    }
    return try values(rest, encoding: head[2]?.integer ?? 0, count: count, isPresent)
  }

  private mutating func dataPage2(_ head: ThriftValue, _ body: ArraySlice<UInt8>, _ size: Int) throws(PageError)
    -> ParquetColumn
  {
    let count = try valueCount(head)
    let (definitions, repetitions) = (head[5]?.integer ?? 0, head[6]?.integer ?? 0)
    guard definitions >= 0, repetitions >= 0, definitions + repetitions <= body.count else {
      throw PageError("the levels end too early")
    }
    let levels = body.dropFirst(repetitions).prefix(definitions)
    let isPresent = field.definitionLevel > 0 ? try presence(levels, count) : nil
    let packed = body.dropFirst(definitions + repetitions)
    let isPacked = head[7]?.integer != 0
    let rest = isPacked ? ArraySlice(try unpack(packed, size - definitions - repetitions)) : packed
    return try values(rest, encoding: head[4]?.integer ?? 0, count: count, isPresent)
  }

  private mutating func valueCount(_ head: ThriftValue) throws(PageError) -> Int {
    guard let count = head[1]?.integer, count >= 0, count <= chunk.valueCount - valuesRead else {
      throw PageError("the page holds more values than the column")
    }
    valuesRead += count
    return count
  }

  private func presence(_ bytes: ArraySlice<UInt8>, _ count: Int) throws(PageError) -> [Bool] {
    let width = Int.bitWidth - field.definitionLevel.leadingZeroBitCount
    var reader = LevelReader(bytes, width: width)
    return try reader.read(count).map { $0 == field.definitionLevel }
  }

  private func values(
    _ bytes: ArraySlice<UInt8>, encoding: Int, count: Int, _ isPresent: [Bool]?
  ) throws(PageError) -> ParquetColumn {
    let stored = isPresent.map { $0.count(where: { $0 }) } ?? count
    let values: PlainValues
    switch encoding {
    case 0: values = try PlainValues(bytes, count: stored, field: field)
    case 2, 8:
      guard let dictionary else { throw PageError("the page needs a dictionary, and there is none") }
      guard let width = bytes.first else {
        guard stored == 0 else { throw PageError("the positions end too early") }
        return try dictionary.picking([]).column(isPresent)
      }
      var reader = LevelReader(bytes.dropFirst(), width: Int(width))
      values = try dictionary.picking(try reader.read(stored))
    case 3 where field.type == .boolean:
      // Its length in four bytes comes first.
      var reader = LevelReader(bytes.dropFirst(4), width: 1)
      values = .booleans(try reader.read(stored).map { $0 == 1 })
    case 5 where field.type == .int32 || field.type == .int64:
      var reader = DeltaReader(bytes)
      values = .integers(try reader.read())
    case 6 where field.type == .byteArray: values = .strings(try DeltaStrings.lengths(bytes))
    case 7 where field.type == .byteArray: values = .strings(try DeltaStrings.prefixes(bytes))
    default: throw PageError("the values are written in encoding \(encoding), which is not supported")
    }
    return try values.column(isPresent)
  }
}
