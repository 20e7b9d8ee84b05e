// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A vocabulary of byte strings and the merges that make them, ready for encoding. Immutable.
final class BytePairModel: @unchecked Sendable {
  /// The bytes of all tokens, one after the other.
  let bytes: [UInt8]
  /// Where each token's bytes lie, by id; empty where an id is not used.
  let ranges: [Range<Int>]
  /// The ids of the 256 bytes.
  let byteTokens: [UInt32]
  /// Both parts of each merge by rank, for saving.
  let merges: [(left: UInt32, right: UInt32)]
  /// Words that are tokens are taken whole, without merging (`ignore_merges`, as in Llama 3).
  let takesWholeWords: Bool
  let index: TokenIndex

  // Open addressing: pairs (left << 32 | right) to rank << 32 | merged.
  private let pairs: UnsafeMutablePointer<UInt64>
  private let results: UnsafeMutablePointer<UInt64>
  private let mask: Int

  /// No pair of tokens has this key: ids are smaller than 2³² - 1.
  private static let free = UInt64.max
  /// Larger than every rank.
  static let none = UInt64.max

  init(
    bytes: [UInt8], ranges: [Range<Int>], index: TokenIndex, byteTokens: [UInt32],
    merges: [(left: UInt32, right: UInt32)], merged: [UInt32], takesWholeWords: Bool
  ) {
    self.bytes = bytes
    self.ranges = ranges
    self.index = index
    self.byteTokens = byteTokens
    self.merges = merges
    self.takesWholeWords = takesWholeWords
    var capacity = 16
    while capacity < merges.count * 2 { capacity *= 2 }
    mask = capacity - 1
    pairs = .allocate(capacity: capacity)
    pairs.initialize(repeating: Self.free, count: capacity)
    results = .allocate(capacity: capacity)
    results.initialize(repeating: Self.none, count: capacity)
    for (rank, merge) in merges.enumerated() {
      let key = UInt64(merge.left) << 32 | UInt64(merge.right)
      var slot = Self.slot(key, mask)
      while pairs[slot] != Self.free, pairs[slot] != key { slot = (slot + 1) & mask }
      // The earliest of equal merges counts.
      if pairs[slot] == Self.free {
        pairs[slot] = key
        results[slot] = UInt64(rank) << 32 | UInt64(merged[rank])
      }
    }
  }

  /// The text of a token of the vocabulary; nil where the id is not used.
  func text(of id: Int) -> String? {
    guard ranges.indices.contains(id), !ranges[id].isEmpty else { return nil }
    return String(decoding: bytes[ranges[id]], as: UTF8.self)
  }

  deinit {
    pairs.deallocate()
    results.deallocate()
  }

  @inline(__always)
  private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32) & mask
  }

  /// `rank << 32 | merged id` of a pair of tokens, or `none`.
  @inline(__always)
  func merge(_ left: UInt32, _ right: UInt32) -> UInt64 {
    let key = UInt64(left) << 32 | UInt64(right)
    var slot = Self.slot(key, mask)
    while pairs[slot] != Self.free {
      if pairs[slot] == key { return results[slot] }
      slot = (slot + 1) & mask
    }
    return Self.none
  }
}
