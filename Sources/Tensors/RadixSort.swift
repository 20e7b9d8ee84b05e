// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Sorting by keys: a stable radix sort for long lines, comparison for short ones.
enum RadixSort {
  private static let digitBits = 11
  /// Below this, counting digits costs more than comparing.
  private static let shortest = 2048

  /// The order that sorts a line; equal elements keep theirs, NaN comes last.
  @inline(__always)
  static func order<Scalar: OrderedScalar>(
    _ line: UnsafePointer<Scalar>, _ count: Int, descending: Bool, into order: UnsafeMutablePointer<Int>
  ) {
    var entries = [Entry](unsafeUninitializedCapacity: count) { buffer, filled in
      for i in 0..<count {
        let key = line[i].orderKey
        // NaN stays last when the rest is turned round.
        let isMissing = line[i] != line[i]
        buffer[i] = Entry(key: descending && !isMissing ? ~key & mask(Scalar.orderKeyBits) : key, index: i)
      }
      filled = count
    }
    sort(&entries, bits: Scalar.orderKeyBits)
    for i in 0..<count { order[i] = entries[i].index }
  }

  private struct Entry {
    var key: UInt64
    var index: Int
  }

  private static func mask(_ bits: Int) -> UInt64 { bits == 64 ? .max : (1 << UInt64(bits)) - 1 }

  private static func sort(_ entries: inout [Entry], bits: Int) {
    guard entries.count >= shortest else {
      entries.sort { ($0.key, $0.index) < ($1.key, $1.index) }
      return
    }
    let count = entries.count
    let size = 1 << digitBits
    var other = [Entry](repeating: Entry(key: 0, index: 0), count: count)
    var starts = [Int](repeating: 0, count: size)
    for shift in stride(from: 0, to: bits, by: digitBits) {
      let isUseful = entries.withUnsafeBufferPointer { from in
        starts.withUnsafeMutableBufferPointer { starts in
          for i in 0..<size { starts[i] = 0 }
          for entry in from { starts[Int(truncatingIfNeeded: entry.key >> UInt64(shift)) & (size - 1)] += 1 }
          // A digit that all share moves nothing.
          if starts[Int(truncatingIfNeeded: from[0].key >> UInt64(shift)) & (size - 1)] == count { return false }
          var sum = 0
          for i in 0..<size { (starts[i], sum) = (sum, sum + starts[i]) }
          return true
        }
      }
      guard isUseful else { continue }
      entries.withUnsafeBufferPointer { from in
        other.withUnsafeMutableBufferPointer { to in
          starts.withUnsafeMutableBufferPointer { starts in
            for entry in from {
              let digit = Int(truncatingIfNeeded: entry.key >> UInt64(shift)) & (size - 1)
              to[starts[digit]] = entry
              starts[digit] += 1
            }
          }
        }
      }
      swap(&entries, &other)
    }
  }
}
