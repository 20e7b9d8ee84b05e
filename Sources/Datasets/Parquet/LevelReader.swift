// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads parquet's hybrid of run lengths and packed bits (Encodings.md, RLE = 3), in which levels, dictionary positions
/// and truth values are written.
struct LevelReader {
  private let bytes: ArraySlice<UInt8>
  private let width: Int
  private var position: Int

  /// - Parameter width: the number of bits of a value, 0 to 32.
  init(_ bytes: ArraySlice<UInt8>, width: Int) {
    self.bytes = bytes
    self.width = width
    position = bytes.startIndex
  }

  mutating func read(_ count: Int) throws(PageError) -> [Int] {
    guard (0...32).contains(width) else { throw PageError("values of \(width) bits") }
    var values: [Int] = []
    values.reserveCapacity(count)
    while values.count < count {
      if width == 0 {
        values += repeatElement(0, count: count - values.count)
        break
      }
      let head = try varint()
      if head & 1 == 0 {
        let value = try number((width + 7) / 8)
        let length = min(head >> 1, count - values.count)
        guard length > 0 else { throw PageError("an empty run of levels") }
        values += repeatElement(value, count: length)
      } else {
        try unpack(groups: head >> 1, into: &values, upTo: count)
      }
    }
    return values
  }

  /// Eight values in as many bytes as a value has bits, the lowest bits first.
  private mutating func unpack(groups: Int, into values: inout [Int], upTo count: Int) throws(PageError) {
    guard groups > 0, groups <= (bytes.endIndex - position) / width + 1 else { throw Self.cut }
    let mask = width == 32 ? UInt64(UInt32.max) : (1 << UInt64(width)) - 1
    var (pending, bits): (UInt64, Int) = (0, 0)
    var left = min(groups * 8, count - values.count)
    let end = position + groups * width
    while left > 0 {
      while bits < width {
        guard position < bytes.endIndex else { throw Self.cut }
        pending |= UInt64(bytes[position]) << UInt64(bits)
        position += 1
        bits += 8
      }
      values.append(Int(pending & mask))
      pending >>= UInt64(width)
      bits -= width
      left -= 1
    }
    // The last group may be padded, and its padding left out.
    position = min(end, bytes.endIndex)
  }

  private static let cut = PageError("the levels or positions end too early")

  private mutating func varint() throws(PageError) -> Int {
    Int(try readVarint(bytes, at: &position, bits: 35, cut: Self.cut, tooLong: Self.cut))
  }

  private mutating func number(_ count: Int) throws(PageError) -> Int {
    guard position + count <= bytes.endIndex else { throw Self.cut }
    defer { position += count }
    return (0..<count).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
  }
}
