// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The tokens of words met before. Text repeats itself: nine words in ten are found here.
///
/// Open addressing. A word of up to 15 bytes is its own key; a longer one is known by its hash and compared with the
/// copy that is kept. Not for several threads at once.
final class WordCache {
  private struct Entry {
    // Short words: their bytes, and in the highest byte the length. Long ones: hash; mark, length and place of the copy.
    var low: UInt64
    var high: UInt64
    var count: UInt32
    /// Up to two tokens, or the place of them all in `tokens`.
    var first: UInt32
    var second: UInt32
  }

  private static let longMark: UInt64 = 0xFF << 56
  /// Longer words hardly come again.
  static let longest = 96
  /// Then words are no longer added: those that came early are the frequent ones.
  private static let mostEntries = 1 << 17

  private var slots: UnsafeMutablePointer<Entry>
  private var mask: Int
  private var entries = 0
  private var tokens: [UInt32] = []
  private var copies: [UInt8] = []
  let scratch = MergeScratch()

  init() {
    mask = 1 << 12 - 1
    slots = Self.fresh(mask + 1)
  }

  deinit { slots.deallocate() }

  private static func fresh(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let slots = UnsafeMutablePointer<Entry>.allocate(capacity: count)
    slots.initialize(repeating: Entry(low: 0, high: 0, count: 0, first: 0, second: 0), count: count)
    return slots
  }

  /// Appends the tokens of a text without special tokens to `output`.
  func encode(_ text: UnsafeBufferPointer<UInt8>, _ scanner: WordScanner, _ model: BytePairModel, _ output: TokenBuffer)
  {
    let (bytes, limit) = (text.baseAddress!, text.count)
    // Copies: a look into this object for every word would cost more than the word.
    var (slots, mask) = (self.slots, self.mask)
    var position = 0
    while position < limit {
      let start = position
      position = scanner.endOfWord(from: start)
      guard position - start < 16 else {
        encodeLong(bytes + start, position - start, model, output)
        (slots, mask) = (self.slots, self.mask)
        continue
      }
      let (low, high) = Self.key(bytes, start, position, limit)
      var slot = Self.slot(low, high, mask)
      while slots[slot].count != 0, slots[slot].low != low || slots[slot].high != high { slot = (slot + 1) & mask }
      if slots[slot].count == 1 {
        output.append(slots[slot].first)
      } else if slots[slot].count > 1 {
        append(slots[slot], output)
      } else {
        model.encodeWord(UnsafeBufferPointer(start: bytes + start, count: position - start), scratch)
        output.append(scratch.tokens)
        insert(low, high)
        (slots, mask) = (self.slots, self.mask)
      }
    }
  }

  /// A word of up to 15 bytes as two numbers.
  /// - Parameter limit: how many bytes there are from `bytes` on, all of which may be read.
  @inline(__always)
  private static func key(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ limit: Int) -> (UInt64, UInt64) {
    let length = end - start
    var (low, high): (UInt64, UInt64) = (0, 0)
    if start + 16 <= limit {
      low = UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self)
      if length < 8 {
        low &= 1 << UInt64(8 * length) - 1
      } else {
        high = UnsafeRawPointer(bytes + start + 8).loadUnaligned(as: UInt64.self)
        high &= 1 << UInt64(8 * (length - 8)) - 1
      }
    } else {
      for index in 0..<length {
        let byte = UInt64(bytes[start + index])
        if index < 8 { low |= byte << UInt64(8 * index) } else { high |= byte << UInt64(8 * (index - 8)) }
      }
    }
    return (low, high | UInt64(length) << 56)
  }

  @inline(never)
  private func encodeLong(_ word: UnsafePointer<UInt8>, _ length: Int, _ model: BytePairModel, _ output: TokenBuffer) {
    let word = UnsafeBufferPointer(start: word, count: length)
    guard length <= Self.longest else {
      model.encodeWord(word, scratch)
      return output.append(scratch.tokens)
    }
    let hash = TokenIndex.hash(word)
    let mark = Self.longMark | UInt64(length) << 40
    var slot = Self.slot(hash, Self.longMark, mask)
    while slots[slot].count != 0 {
      let high = slots[slot].high
      if slots[slot].low == hash, high & ~0xFF_FFFF_FFFF == mark {
        let place = Int(high & 0xFF_FFFF_FFFF)
        let same = copies.withUnsafeBufferPointer { memcmp($0.baseAddress! + place, word.baseAddress!, length) == 0 }
        if same { return append(slots[slot], output) }
      }
      slot = (slot + 1) & mask
    }
    model.encodeWord(word, scratch)
    output.append(scratch.tokens)
    guard entries < Self.mostEntries else { return }
    let place = UInt64(copies.count)
    copies.append(contentsOf: word)
    insert(hash, mark | place)
  }

  private func append(_ entry: Entry, _ output: TokenBuffer) {
    if entry.count == 1 { return output.append(entry.first) }
    if entry.count == 2 {
      output.append(entry.first)
      return output.append(entry.second)
    }
    output.append(tokens[Int(entry.first)..<Int(entry.first) + Int(entry.count)])
  }

  private func insert(_ low: UInt64, _ high: UInt64) {
    guard entries < Self.mostEntries else { return }
    let word = scratch.tokens
    var entry = Entry(low: low, high: high, count: UInt32(word.count), first: word[0], second: 0)
    if word.count == 2 { entry.second = word[1] }
    if word.count > 2 {
      entry.first = UInt32(tokens.count)
      tokens.append(contentsOf: word)
    }
    entries += 1
    if entries * 2 > mask { grow() }
    place(entry)
  }

  private func place(_ entry: Entry) {
    var slot = Self.slot(entry.low, entry.high >= Self.longMark ? Self.longMark : entry.high, mask)
    while slots[slot].count != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private func grow() {
    let (old, oldCount) = (slots, mask + 1)
    mask = oldCount * 2 - 1
    slots = Self.fresh(mask + 1)
    for index in 0..<oldCount where old[index].count != 0 { place(old[index]) }
    old.deallocate()
  }

  @inline(__always)
  private static func slot(_ low: UInt64, _ high: UInt64, _ mask: Int) -> Int {
    var hash = (low ^ high &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash) & mask
  }
}

/// Token ids as they come.
final class TokenBuffer {
  private var base: UnsafeMutablePointer<Int>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  func append(_ token: UInt32) {
    if count == capacity { grow(1) }
    base[count] = Int(token)
    count += 1
  }

  func append(_ tokens: some RandomAccessCollection<UInt32>) {
    if count + tokens.count > capacity { grow(tokens.count) }
    for token in tokens {
      base[count] = Int(token)
      count += 1
    }
  }

  @inline(never)
  private func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let new = UnsafeMutablePointer<Int>.allocate(capacity: larger)
    new.update(from: base, count: count)
    base.deallocate()
    (base, capacity) = (new, larger)
  }

  var array: [Int] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
