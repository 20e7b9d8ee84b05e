// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads DELTA_BINARY_PACKED (Encodings.md, 5): integers as differences in blocks of packed bits.
struct DeltaReader {
  private let bytes: ArraySlice<UInt8>
  /// Behind what has been read.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// All values, however many there are.
  mutating func read() throws(PageError) -> [Int] {
    let blockSize = Int(truncatingIfNeeded: try varint())
    let miniBlocks = Int(truncatingIfNeeded: try varint())
    let total = Int(truncatingIfNeeded: try varint())
    var value = zigzag(try varint())
    guard total >= 0, total <= 1 << 31, miniBlocks > 0, blockSize > 0, blockSize % (miniBlocks * 8) == 0 else {
      throw PageError("the header of the delta encoding is invalid")
    }
    var values: [Int] = []
    guard total > 0 else { return values }
    values.reserveCapacity(total)
    values.append(value)
    let perMiniBlock = blockSize / miniBlocks
    while values.count < total {
      let smallest = zigzag(try varint())
      guard position + miniBlocks <= bytes.endIndex else { throw Self.cut }
      let widths = bytes[position..<position + miniBlocks].map(Int.init)
      position += miniBlocks
      for width in widths where values.count < total {
        guard width <= 64, position + width * perMiniBlock / 8 <= bytes.endIndex else { throw Self.cut }
        for i in 0..<min(perMiniBlock, total - values.count) {
          value = value &+ smallest &+ Int(bitPattern: UInt(bits(at: i * width, width)))
          values.append(value)
        }
        position += width * perMiniBlock / 8
      }
    }
    return values
  }

  /// The packed number that begins `offset` bits behind the position.
  private func bits(at offset: Int, _ width: Int) -> UInt64 {
    var (result, done): (UInt64, Int) = (0, 0)
    while done < width {
      let bit = offset + done
      let taken = min(8 - bit % 8, width - done)
      let part = UInt64(bytes[position + bit / 8]) >> UInt64(bit % 8) & ((1 << UInt64(taken)) - 1)
      result |= part << UInt64(done)
      done += taken
    }
    return result
  }

  private static let cut = PageError("the delta encoding ends too early")

  private mutating func varint() throws(PageError) -> UInt64 {
    try readVarint(bytes, at: &position, cut: Self.cut, tooLong: Self.cut)
  }
}
