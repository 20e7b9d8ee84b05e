// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Memory that merging needs again for every word.
final class MergeScratch {
  fileprivate static let shortest = 48
  fileprivate let symbols = UnsafeMutablePointer<UInt32>.allocate(capacity: shortest)
  fileprivate let ranks = UnsafeMutablePointer<UInt64>.allocate(capacity: shortest)
  /// The tokens of the last word.
  private(set) var tokens: [UInt32] = []

  deinit {
    symbols.deallocate()
    ranks.deallocate()
  }

  func start() { tokens.removeAll(keepingCapacity: true) }
  func append(_ token: UInt32) { tokens.append(token) }
}

extension BytePairModel {
  /// The tokens of one word, into `scratch.tokens`: the pair of lowest rank is merged first, the leftmost of equals.
  func encodeWord(_ word: UnsafeBufferPointer<UInt8>, _ scratch: MergeScratch) {
    scratch.start()
    if takesWholeWords, let id = id(of: word) { return scratch.append(UInt32(id)) }
    if word.count <= MergeScratch.shortest { encodeShort(word, scratch) } else { encodeLong(word, scratch) }
  }

  /// Looks for the lowest rank again after each merge: quadratic, and the fastest for words as people write them.
  private func encodeShort(_ word: UnsafeBufferPointer<UInt8>, _ scratch: MergeScratch) {
    let (symbols, ranks) = (scratch.symbols, scratch.ranks)
    var count = word.count
    for index in 0..<count { symbols[index] = byteTokens[Int(word[index])] }
    for index in 0..<max(count - 1, 0) { ranks[index] = merge(symbols[index], symbols[index + 1]) }
    while count > 1 {
      var (best, at) = (Self.none, 0)
      for index in 0..<count - 1 where ranks[index] < best { (best, at) = (ranks[index], index) }
      if best == Self.none { break }
      symbols[at] = UInt32(truncatingIfNeeded: best)
      count -= 1
      for index in at + 1..<max(count, at + 1) { symbols[index] = symbols[index + 1] }
      for index in at..<max(count - 1, at) { ranks[index] = ranks[index + 1] }
      if at + 1 < count { ranks[at] = merge(symbols[at], symbols[at + 1]) }
      if at > 0 { ranks[at - 1] = merge(symbols[at - 1], symbols[at]) }
    }
    for index in 0..<count { scratch.append(symbols[index]) }
  }

  /// Keeps the pairs in a heap: n log n, for text without spaces.
  private func encodeLong(_ word: UnsafeBufferPointer<UInt8>, _ scratch: MergeScratch) {
    let count = word.count
    var symbols = word.map { byteTokens[Int($0)] }
    var previous = (0..<count).map { $0 - 1 }
    var next = (0..<count).map { $0 + 1 }
    var alive = [Bool](repeating: true, count: count)
    var heap = PriorityQueue<PossibleMerge>()
    func offer(_ left: Int) {
      guard left >= 0, next[left] < count else { return }
      let result = merge(symbols[left], symbols[next[left]])
      if result != Self.none { heap.push(PossibleMerge(result: result, left: left)) }
    }
    for left in 0..<count - 1 { offer(left) }
    while let entry = heap.pop() {
      let left = entry.left
      // A pair that an earlier merge has changed offers itself again under its new name.
      guard alive[left], next[left] < count, merge(symbols[left], symbols[next[left]]) == entry.result else { continue }
      let right = next[left]
      symbols[left] = UInt32(truncatingIfNeeded: entry.result)
      alive[right] = false
      next[left] = next[right]
      if next[left] < count { previous[next[left]] = left }
      offer(previous[left])
      offer(left)
    }
    var position = 0
    while position < count {
      scratch.append(symbols[position])
      position = next[position]
    }
  }
}

/// A possible merge: lowest rank first, then leftmost.
private struct PossibleMerge: Prioritized {
  /// `rank << 32 | merged`.
  var result: UInt64
  var left: Int

  func precedes(_ other: PossibleMerge) -> Bool { result == other.result ? left < other.left : result < other.result }
}
