// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Loops over contiguous doubles. Sums run in independent lanes: one running sum would wait for each addition.

@inline(__always)
func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var (first, second) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
  let (x, y) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  let lanes = MemoryLayout<SIMD8<Double>>.size
  let blocks = count / 16
  for i in 0..<blocks {
    let at = i &* (2 * lanes)
    first +=
      x.loadUnaligned(fromByteOffset: at, as: SIMD8<Double>.self)
      * y.loadUnaligned(fromByteOffset: at, as: SIMD8<Double>.self)
    second +=
      x.loadUnaligned(fromByteOffset: at &+ lanes, as: SIMD8<Double>.self)
      * y.loadUnaligned(fromByteOffset: at &+ lanes, as: SIMD8<Double>.self)
  }
  var sum = (first + second).sum()
  for i in blocks &* 16..<count { sum += a[i] * b[i] }
  return sum
}

/// `y += factor * x`
@inline(__always)
func addScaled(_ factor: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int) {
  for i in 0..<count { y[i] += factor * x[i] }
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
}
