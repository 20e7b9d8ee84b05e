// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

/// Learns merges from words and how often each occurs.
struct BytePairTrainer {
  /// The bytes of each token, by id.
  private(set) var tokens: [[UInt8]]
  private var ids: [[UInt8]: Int]
  private var merges: [(left: UInt32, right: UInt32)] = []
  private var merged: [UInt32] = []

  private var words: [(symbols: [UInt32], count: Int)]
  private var pairCounts: [UInt64: Int] = [:]
  /// The words in which a pair occurs or once did.
  private var pairWords: [UInt64: Set<Int>] = [:]
  private var heap = PriorityQueue<CountedPair>()

  init(_ counts: [[UInt8]: Int]) {
    tokens = ByteAlphabet.bytesInOrder.map { [$0] }
    ids = [:]
    for (id, token) in tokens.enumerated() { ids[token] = id }
    let ids = ids
    // The order of words must not matter, and does not: sums are exact and ties are broken by ids.
    words = counts.map { word, count in (word.map { UInt32(ids[[$0]]!) }, count) }
    for (index, word) in words.enumerated() {
      for position in 1..<max(word.symbols.count, 1) {
        let pair = Self.pair(word.symbols[position - 1], word.symbols[position])
        pairCounts[pair, default: 0] += word.count
        pairWords[pair, default: []].insert(index)
      }
    }
    for (pair, count) in pairCounts { heap.push(CountedPair(count: count, pair: pair)) }
  }

  private static func pair(_ left: UInt32, _ right: UInt32) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

  /// Merges until there are `size` tokens or no pair is frequent enough.
  mutating func merge(upTo size: Int, minimumFrequency: Int) {
    let bar = ProgressBar("Training the tokenizer", total: max(size - tokens.count, 0))
    while tokens.count < size, let entry = heap.pop() {
      Interrupt.check()
      let count = pairCounts[entry.pair] ?? 0
      guard count == entry.count else {
        // An old entry: the pair has become rarer since.
        if count > 0, count < entry.count { heap.push(CountedPair(count: count, pair: entry.pair)) }
        continue
      }
      guard count >= max(minimumFrequency, 1) else { break }
      merge(entry.pair)
      bar.update(tokens.count - 256)
    }
    bar.finish()
  }

  private mutating func merge(_ pair: UInt64) {
    let (left, right) = (UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair))
    let bytes = tokens[Int(left)] + tokens[Int(right)]
    // Two pairs may make the same token, as `a` + `bc` and `ab` + `c`.
    let new = UInt32(ids[bytes] ?? tokens.count)
    if Int(new) == tokens.count {
      tokens.append(bytes)
      ids[bytes] = Int(new)
    }
    merges.append((left, right))
    merged.append(new)
    var changed: Set<UInt64> = []
    for index in pairWords.removeValue(forKey: pair) ?? [] { replace(left, right, by: new, inWord: index, &changed) }
    pairCounts[pair] = nil
    for other in changed where other != pair {
      if let count = pairCounts[other], count > 0 { heap.push(CountedPair(count: count, pair: other)) }
    }
  }

  private mutating func replace(
    _ left: UInt32, _ right: UInt32, by new: UInt32, inWord index: Int, _ changed: inout Set<UInt64>
  ) {
    let (old, count) = words[index]
    var symbols: [UInt32] = []
    var position = 0
    while position < old.count {
      if position + 1 < old.count, old[position] == left, old[position + 1] == right {
        symbols.append(new)
        position += 2
      } else {
        symbols.append(old[position])
        position += 1
      }
    }
    guard symbols.count < old.count else { return }
    for position in 1..<old.count { pairCounts[Self.pair(old[position - 1], old[position]), default: 0] -= count }
    for position in 1..<max(symbols.count, 1) {
      let pair = Self.pair(symbols[position - 1], symbols[position])
      pairCounts[pair, default: 0] += count
      if symbols[position - 1] == new || symbols[position] == new {
        pairWords[pair, default: []].insert(index)
        changed.insert(pair)
      }
    }
    words[index].symbols = symbols
  }

  /// The vocabulary and merges learnt so far.
  func model() -> BytePairModel {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    for token in tokens {
      ranges.append(bytes.count..<bytes.count + token.count)
      bytes.append(contentsOf: token)
    }
    var index = TokenIndex(capacity: tokens.count)
    bytes.withUnsafeBufferPointer { arena in
      for id in tokens.indices { _ = index.insert(id, arena) { ranges[$0] } }
    }
    return BytePairModel(
      bytes: bytes, ranges: ranges, index: index, byteTokens: (0..<256).map { UInt32(ids[[UInt8($0)]]!) },
      merges: merges, merged: merged, takesWholeWords: false)
  }
}

/// A pair of tokens: the most frequent first, of equals the one with the smaller ids.
private struct CountedPair: Prioritized {
  var count: Int
  var pair: UInt64

  func precedes(_ other: CountedPair) -> Bool { count == other.count ? pair < other.pair : count > other.count }
}
