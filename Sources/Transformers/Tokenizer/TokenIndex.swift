// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Finds a token's id by its bytes.
struct TokenIndex: Sendable {
  private var slots: [UInt32]
  private static let free = UInt32.max

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt32](repeating: Self.free, count: size)
  }

  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var position = 0
    while position + 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.baseAddress! + position).loadUnaligned(as: UInt64.self)
      hash = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      position += 8
    }
    while position < bytes.count {
      hash = (hash ^ UInt64(bytes[position])) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      position += 1
    }
    return hash
  }

  /// Adds a token, or returns the id of the one that has the same bytes.
  mutating func insert(_ id: Int, _ arena: UnsafeBufferPointer<UInt8>, _ ranges: (Int) -> Range<Int>) -> Int? {
    let bytes = UnsafeBufferPointer(rebasing: arena[ranges(id)])
    var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & (slots.count - 1)
    while slots[slot] != Self.free {
      let other = Int(slots[slot])
      if arena[ranges(other)].elementsEqual(bytes) { return other }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(id)
    return nil
  }

  func find(_ bytes: UnsafeBufferPointer<UInt8>, _ arena: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>]) -> Int? {
    var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & (slots.count - 1)
    while slots[slot] != Self.free {
      let range = ranges[Int(slots[slot])]
      if range.count == bytes.count, arena[range].elementsEqual(bytes) { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}

extension BytePairModel {
  /// The id of the token with these bytes.
  func id(of token: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { index.find(token, $0, ranges) }
  }
}
