// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS
import Tensors

extension Design {
  /// `Σ d[i] x[i] x[i]ᵀ` over rows, features × features, lower triangle; weights must not be negative unless `signed`.
  ///
  /// With `ones` there is one more feature, which is 1 in every row. Rows are taken in blocks, so that single precision is
  /// never copied as a whole.
  func weightedGram(_ weights: UnsafePointer<Double>, ones: Bool) -> SquareMatrix {
    let size = width + (ones ? 1 : 0)
    let result = SquareMatrix(size)
    let block = max(1, min(rows, (1 << 17) / max(size, 1)))
    let panel = Vector(block * size)
    let scaled = Vector(block * width)
    let roots = Vector(rows)
    for i in 0..<rows { roots[i] = weights[i].squareRoot() }
    for start in stride(from: 0, to: rows, by: block) {
      let end = min(start + block, rows)
      if ones {
        copy(start..<end, scaledBy: roots.start, into: scaled.start)
        for i in 0..<(end - start) {
          (panel.start + i * size).update(from: scaled.start + i * width, count: width)
          panel[i * size + width] = roots[start + i]
        }
      } else {
        copy(start..<end, scaledBy: roots.start, into: panel.start)
      }
      result.addProducts(ofColumns: panel.start, depth: end - start)
    }
    return result
  }

  /// The products of every two rows, rows × rows, lower triangle; columns are taken in blocks.
  func kernel() -> SquareMatrix {
    let result = SquareMatrix(rows)
    let block = max(1, min(width, (1 << 18) / max(rows, 1)))
    let panel = Vector(rows * block)
    for start in stride(from: 0, to: width, by: block) {
      let count = min(block, width - start)
      switch storage {
      case .double(let x):
        x.withUnsafeBufferPointer { result.addProducts(ofRows: $0.baseAddress! + start, leading: width, depth: count) }
      case .single(let x):
        x.withUnsafeBufferPointer { x in
          for i in 0..<rows {
            for j in 0..<count { panel[i &* count &+ j] = Double(x[i &* width &+ start &+ j]) }
          }
        }
        result.addProducts(ofRows: panel.start, leading: count, depth: count)
      }
    }
    return result
  }
}

/// A symmetric matrix of which the lower triangle counts, and its Cholesky factor.
final class SquareMatrix {
  let size: Int
  let start: UnsafeMutablePointer<Double>
  private let memory: Vector

  init(_ size: Int) {
    self.size = size
    memory = Vector(size * size)
    start = memory.start
  }

  @inline(__always)
  subscript(row: Int, column: Int) -> Double {
    get { start[row &* size &+ column] }
    set { start[row &* size &+ column] = newValue }
  }

  /// Replaces the lower triangle by its factor; false where the matrix is not positive definite within rounding.
  func factor() -> Bool {
    let diagonal = (0..<size).map { self[$0, $0] }
    var (n, info) = (Int32(size), Int32(0))
    guard size > 0 else { return true }
    // By rows the lower triangle is LAPACK's upper one.
    onOneThread { dpotrf_("U", &n, start, &n, &info) }
    guard info == 0 else { return false }
    return (0..<size).allSatisfy { self[$0, $0] * self[$0, $0] > 1e-13 * diagonal[$0] }
  }

  /// Solves with the factor, in place.
  func solve(_ right: UnsafeMutablePointer<Double>) {
    guard size > 0 else { return }
    onOneThread {
      cblas_dtrsv(
        CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, Int32(size), start, Int32(size), right, 1)
      cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, Int32(size), start, Int32(size), right, 1)
    }
  }

  /// `Σ a[i, j] x[j]` with both triangles.
  func product(_ x: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    onOneThread { cblas_dsymv(CblasRowMajor, CblasLower, Int32(size), 1, start, Int32(size), x, 1, 0, out, 1) }
  }

  /// `+= a aᵀ` for a matrix of as many rows, `leading` elements apart; lower triangle.
  func addProducts(ofRows a: UnsafePointer<Double>, leading: Int, depth: Int) {
    eachBlock(depth) { first, count in
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(first + count), Int32(depth), 1,
        a + first * leading, Int32(leading), a, Int32(leading), 1, self.start + first * self.size, Int32(self.size))
    }
  }

  /// `+= aᵀ a` for a matrix of as many columns; lower triangle.
  func addProducts(ofColumns a: UnsafePointer<Double>, depth: Int) {
    eachBlock(depth) { first, count in
      cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(count), Int32(first + count), Int32(depth), 1, a + first,
        Int32(self.size), a, Int32(self.size), 1, self.start + first * self.size, Int32(self.size))
    }
  }

  /// Blocks of rows, each on a thread of ours: OpenBLAS's own would add in an order that depends on their number.
  private func eachBlock(_ depth: Int, _ body: (_ first: Int, _ count: Int) -> Void) {
    guard size > 0, depth > 0 else { return }
    let block = 96
    onOneThread {
      parallel((size + block - 1) / block, grain: 1) { range in
        for index in range { body(index * block, min(block, size - index * block)) }
      }
    }
  }
}
