// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// Sorting floating-point numbers alone, without their positions: as unsigned keys, digit by digit, in C.
extension Tensor where Scalar: OrderedScalar {
  /// Nil for types without keys.
  func sortedByKeys(axis: Int, descending: Bool) -> Tensor? {
    if let doubles = self as? Tensor<Double> {
      return doubles.sortedLines(
        axis, descending, toKeys: martlet_keys_f64, fromKeys: martlet_numbers_f64, sort: martlet_sort_u64) as? Tensor
    }
    if let floats = self as? Tensor<Float> {
      return floats.sortedLines(
        axis, descending, toKeys: martlet_keys_f32, fromKeys: martlet_numbers_f32, sort: martlet_sort_u32) as? Tensor
    }
    return nil
  }

  private func sortedLines<Key: FixedWidthInteger & BitwiseCopyable>(
    _ axis: Int, _ descending: Bool, toKeys: (UnsafePointer<Scalar>, UnsafeMutablePointer<Key>, Int) -> Void,
    fromKeys: (UnsafePointer<Key>, UnsafeMutablePointer<Scalar>, Int) -> Void,
    sort: (UnsafeMutablePointer<Key>, UnsafeMutablePointer<Key>, Int) -> UnsafeMutablePointer<Key>?
  ) -> Tensor {
    let length = shape[resolve(axis: axis, rank: rank, operation: "sorted")]
    return mapLines(axis: axis, resultLength: length, operation: "sorted") { line, count, result in
      guard count > 0 else { return }
      let bytes = 2 * count * MemoryLayout<Key>.stride
      let memory = BufferPool.allocate(bytes, alignment: 64).bindMemory(to: Key.self, capacity: 2 * count)
      defer { BufferPool.free(memory, bytes) }
      let other = memory + count
      toKeys(line, memory, count)
      // A long line is sorted in two halves at the same time, which are then merged from both ends.
      guard count >= 2 * StridedLoop.grain else {
        fromKeys(sort(memory, other, count)!, result, count)
        if descending { result.reverseNumbers(count) }
        return
      }
      let half = count / 2
      var sorted = (memory, memory)
      withUnsafeMutableBytes(of: &sorted) { places in
        let places = places.bindMemory(to: UnsafeMutablePointer<Key>.self)
        parallel(2, grain: 1) { parts in
          for part in parts {
            places[part] = part == 0 ? sort(memory, other, half)! : sort(memory + half, other + half, count - half)!
          }
        }
      }
      let merged = BufferPool.allocate(bytes / 2, alignment: 64).bindMemory(to: Key.self, capacity: count)
      defer { BufferPool.free(merged, bytes / 2) }
      merge(sorted.0, half, sorted.1, count - half, into: merged)
      parallel(count, grain: StridedLoop.grain) { fromKeys(merged + $0.lowerBound, result + $0.lowerBound, $0.count) }
      if descending { result.reverseNumbers(count) }
    }
  }
}

/// Merges two sorted lines, the smaller half of the result from the front and the larger from the back.
private func merge<Key: FixedWidthInteger & BitwiseCopyable>(
  _ a: UnsafeMutablePointer<Key>, _ aCount: Int, _ b: UnsafeMutablePointer<Key>, _ bCount: Int,
  into result: UnsafeMutablePointer<Key>
) {
  let count = aCount + bCount
  parallel(2, grain: 1) { parts in
    for part in parts {
      if part == 0 {
        var (i, j) = (0, 0)
        for k in 0..<count / 2 {
          // Both indices move without a branch that could be guessed wrong.
          let takesFirst = j >= bCount || (i < aCount && a[i] <= b[j])
          result[k] = takesFirst ? a[i] : b[j]
          i &+= takesFirst ? 1 : 0
          j &+= takesFirst ? 0 : 1
        }
      } else {
        var (i, j) = (aCount - 1, bCount - 1)
        for k in stride(from: count - 1, through: count / 2, by: -1) {
          let takesSecond = i < 0 || (j >= 0 && a[i] <= b[j])
          result[k] = takesSecond ? b[j] : a[i]
          j &-= takesSecond ? 1 : 0
          i &-= takesSecond ? 0 : 1
        }
      }
    }
  }
}

extension UnsafeMutablePointer where Pointee: OrderedScalar {
  /// The largest first; NaN, which cannot be compared, stays last.
  fileprivate func reverseNumbers(_ count: Int) {
    var numbers = count
    while numbers > 0, self[numbers - 1] != self[numbers - 1] { numbers -= 1 }
    for i in 0..<numbers / 2 {
      let first = self[i]
      self[i] = self[numbers - 1 - i]
      self[numbers - 1 - i] = first
    }
  }
}
