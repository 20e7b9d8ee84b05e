// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

@inline(__always)
func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  martlet_dot_f64(a, b, count)
}

/// `y += factor * x`
@inline(__always)
func addScaled(_ factor: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int) {
  martlet_axpy_f64(factor, x, y, count)
}

/// Doubles with a fixed address that live as long as this object.
final class Vector {
  let start: UnsafeMutablePointer<Double>
  let count: Int

  init(_ count: Int) {
    self.count = count
    start = .allocate(capacity: max(count, 1))
    start.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { start.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Double {
    get { start[index] }
    set { start[index] = newValue }
  }

  /// The sum of a part.
  func sum(_ range: Range<Int>) -> Double {
    var total = 0.0
    for i in range { total += start[i] }
    return total
  }

  func fill(_ value: Double) { start.update(repeating: value, count: count) }
  func copy(from other: Vector) { start.update(from: other.start, count: count) }
  var largestMagnitude: Double { (0..<count).reduce(0) { max($0, abs(start[$1])) } }
}
