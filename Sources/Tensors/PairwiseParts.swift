// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The parts into which pairwise summation cuts a long line, on as many levels as there is work for threads.
///
/// Summing the parts and then merging neighbours gives the bits of a sum by one thread, so that results depend neither on
/// the machine's cores nor on whether there were enough elements for several.
struct PairwiseParts {
  let starts: [Int]
  let count: Int

  init(_ count: Int) {
    var ranges = [(0, count)]
    while count / ranges.count >= 2 * StridedLoop.grain, ranges.count < 16 {
      ranges = ranges.flatMap { start, length in
        let half = length / 2 / 8 * 8
        return [(start, half), (start + half, length - half)]
      }
    }
    starts = ranges.map(\.0)
    self.count = count
  }

  /// Reduces each part, on several threads.
  func map<Result>(_ reduce: (Range<Int>, UnsafeMutablePointer<Result>) -> Void) -> Tensor<Result> {
    let result = Tensor<Result>(uninitialized: [starts.count])
    let target = result.base
    parallel(starts.count, grain: 1) { parts in
      for part in parts {
        reduce(starts[part]..<(part + 1 < starts.count ? starts[part + 1] : count), target + part)
      }
    }
    return result
  }

  /// Merges neighbours until one is left; the number of parts is a power of two.
  static func merge<Result>(
    _ parts: Tensor<Result>, _ combine: (UnsafePointer<Result>, UnsafeMutablePointer<Result>) -> Void
  ) -> Result {
    let values = parts.base
    return withExtendedLifetime(parts.storage) {
      var count = parts.count
      while count > 1 {
        for i in 0..<count / 2 {
          var merged = values[2 * i]
          combine(values + 2 * i, &merged)
          values[i] = merged
        }
        count /= 2
      }
      return values[0]
    }
  }
}
