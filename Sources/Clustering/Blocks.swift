// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A division of `0..<count` into at most 64 parts that depends on the work alone, never on the number of threads.
///
/// Sums that are formed part by part and then added in order are therefore the same on every machine.
struct Blocks {
  let count: Int
  let size: Int

  /// - Parameter cost: arithmetic operations for one element; parts are large enough to be worth a thread.
  init(_ count: Int, cost: Int) {
    self.count = count
    let share = (count + 63) / 64
    let worthwhile = (50_000 + cost - 1) / max(cost, 1)
    size = (max(share, worthwhile, 1) + 31) / 32 * 32
  }

  var number: Int { (count + size - 1) / size }

  subscript(index: Int) -> Range<Int> { index * size..<min((index + 1) * size, count) }

  /// Runs `body` for every part, several at a time.
  func run(_ body: (_ index: Int, _ range: Range<Int>) -> Void) {
    parallel(number, grain: 1) { for index in $0 { body(index, self[index]) } }
  }
}

/// Memory that threads share, each writing to its own part.
final class Scratch<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int, filledWith value: Element) {
    start = .allocate(capacity: max(count, 1))
    start.initialize(repeating: value, count: max(count, 1))
    self.count = count
  }

  deinit { start.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { start[index] }
    set { start[index] = newValue }
  }

  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }
}
