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
      cblas_dsyrk(
        CblasRowMajor, CblasLower, CblasTrans, Int32(size), Int32(end - start), 1, panel.start, Int32(size), 1,
        result.start, Int32(size))
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
        x.withUnsafeBufferPointer { x in
          cblas_dsyrk(
            CblasRowMajor, CblasLower, CblasNoTrans, Int32(rows), Int32(count), 1, x.baseAddress! + start,
            Int32(width), 1, result.start, Int32(rows))
        }
      case .single(let x):
        x.withUnsafeBufferPointer { x in
          for i in 0..<rows {
            for j in 0..<count { panel[i &* count &+ j] = Double(x[i &* width &+ start &+ j]) }
          }
        }
        cblas_dsyrk(
          CblasRowMajor, CblasLower, CblasNoTrans, Int32(rows), Int32(count), 1, panel.start, Int32(count), 1,
          result.start, Int32(rows))
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
    dpotrf_("U", &n, start, &n, &info)
    guard info == 0 else { return false }
    return (0..<size).allSatisfy { self[$0, $0] * self[$0, $0] > 1e-13 * diagonal[$0] }
  }

  /// Solves with the factor, in place.
  func solve(_ right: UnsafeMutablePointer<Double>) {
    guard size > 0 else { return }
    cblas_dtrsv(
      CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, Int32(size), start, Int32(size), right, 1)
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, Int32(size), start, Int32(size), right, 1)
  }

  /// `Σ a[i, j] x[j]` with both triangles.
  func product(_ x: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    cblas_dsymv(CblasRowMajor, CblasLower, Int32(size), 1, start, Int32(size), x, 1, 0, out, 1)
  }

  /// Rows of a matrix with `width` columns: `result += rows rowsᵀ`, lower triangle.
  func addGram(_ rows: UnsafePointer<Double>, width: Int) {
    guard size > 0, width > 0 else { return }
    cblas_dsyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(size), Int32(width), 1, rows, Int32(width), 1, start, Int32(size))
  }
}
