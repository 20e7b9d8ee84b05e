// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS

/// LAPACK on matrices stored by columns; sizes are checked by the callers.
///
/// A tensor in row order is its own transpose stored by columns, which most callers make use of.
enum LAPACK {
  /// Asks a routine how much working memory it wants, then runs it; returns its `info`.
  private static func run(
    _ routine: (_ work: UnsafeMutablePointer<Double>, _ count: inout Int32, _ info: inout Int32) -> Void
  ) -> Int {
    var (size, count, info) = (0.0, Int32(-1), Int32(0))
    routine(&size, &count, &info)
    if info != 0 { return Int(info) }
    count = Int32(max(size, 1))
    var work = [Double](repeating: 0, count: Int(count))
    routine(&work, &count, &info)
    return Int(info)
  }

  /// Singular values of a rows × columns matrix, which is destroyed, and with `job` "S" or "A" its vectors.
  static func gesdd(
    job: String, rows: Int, columns: Int, _ a: inout [Double], s: inout [Double], u: inout [Double], ldu: Int,
    vt: inout [Double], ldvt: Int
  ) -> Int {
    var (m, n, lda, ldu, ldvt) = (Int32(rows), Int32(columns), Int32(max(rows, 1)), Int32(ldu), Int32(ldvt))
    var integers = [Int32](repeating: 0, count: 8 * max(min(rows, columns), 1))
    return run { dgesdd_(job, &m, &n, &a, &lda, &s, &u, &ldu, &vt, &ldvt, $0, &$1, &integers, &$2) }
  }

  /// Eigenvalues of a symmetric matrix in rising order; it becomes the eigenvectors, one a column.
  static func syevd(job: String, triangle: String, size: Int, _ a: inout [Double], values: inout [Double]) -> Int {
    var (n, lda, info, count, integerCount) = (Int32(size), Int32(max(size, 1)), Int32(0), Int32(-1), Int32(-1))
    var (work, integers) = ([0.0], [Int32(0)])
    dsyevd_(job, triangle, &n, &a, &lda, &values, &work, &count, &integers, &integerCount, &info)
    (count, integerCount) = (Int32(max(work[0], 1)), max(integers[0], 1))
    work = [Double](repeating: 0, count: Int(count))
    integers = [Int32](repeating: 0, count: Int(integerCount))
    dsyevd_(job, triangle, &n, &a, &lda, &values, &work, &count, &integers, &integerCount, &info)
    return Int(info)
  }

  /// Solves a x = b in place of b.
  static func gesv(size: Int, sides: Int, _ a: inout [Double], _ b: inout [Double]) -> Int {
    var (n, k, ld, info) = (Int32(size), Int32(sides), Int32(max(size, 1)), Int32(0))
    var (pivots, ldb) = ([Int32](repeating: 0, count: max(size, 1)), ld)
    dgesv_(&n, &k, &a, &ld, &pivots, &b, &ldb, &info)
    return Int(info)
  }

  /// Factors a square matrix in place; returns the pivots, counted from 1.
  static func getrf(size: Int, _ a: inout [Double]) -> (pivots: [Int32], info: Int) {
    var (m, n, lda, info) = (Int32(size), Int32(size), Int32(max(size, 1)), Int32(0))
    var pivots = [Int32](repeating: 0, count: max(size, 1))
    dgetrf_(&m, &n, &a, &lda, &pivots, &info)
    return (pivots, Int(info))
  }

  /// Turns the factors of a matrix into its inverse.
  static func getri(size: Int, _ a: inout [Double], pivots: [Int32]) -> Int {
    var (n, lda) = (Int32(size), Int32(max(size, 1)))
    return run { dgetri_(&n, &a, &lda, pivots, $0, &$1, &$2) }
  }

  /// The Cholesky factor of a symmetric matrix in place of one of its triangles.
  static func potrf(triangle: String, size: Int, _ a: inout [Double]) -> Int {
    var (n, lda, info) = (Int32(size), Int32(max(size, 1)), Int32(0))
    dpotrf_(triangle, &n, &a, &lda, &info)
    return Int(info)
  }

  /// The solution of least length of a least-squares problem in place of b, which has max(rows, columns) rows.
  static func gelsd(
    rows: Int, columns: Int, sides: Int, _ a: inout [Double], _ b: inout [Double], s: inout [Double], rcond: Double
  ) -> (rank: Int, info: Int) {
    var (m, n, k, lda) = (Int32(rows), Int32(columns), Int32(sides), Int32(max(rows, 1)))
    var (ldb, rcond, rank) = (Int32(max(rows, columns, 1)), rcond, Int32(0))
    var integers = [Int32](repeating: 0, count: 1)
    var (size, count, info) = (0.0, Int32(-1), Int32(0))
    dgelsd_(&m, &n, &k, &a, &lda, &b, &ldb, &s, &rcond, &rank, &size, &count, &integers, &info)
    count = Int32(max(size, 1))
    var work = [Double](repeating: 0, count: Int(count))
    integers = [Int32](repeating: 0, count: max(Int(integers[0]), 1))
    dgelsd_(&m, &n, &k, &a, &lda, &b, &ldb, &s, &rcond, &rank, &work, &count, &integers, &info)
    return (Int(rank), Int(info))
  }

  /// The reflectors of a QR factorisation below the diagonal, R on and above it.
  static func geqrf(rows: Int, columns: Int, _ a: inout [Double], tau: inout [Double]) -> Int {
    var (m, n, lda) = (Int32(rows), Int32(columns), Int32(max(rows, 1)))
    return run { dgeqrf_(&m, &n, &a, &lda, &tau, $0, &$1, &$2) }
  }

  /// The first `columns` columns of Q from its reflectors.
  static func orgqr(rows: Int, columns: Int, _ a: inout [Double], tau: [Double]) -> Int {
    var (m, n, k, lda) = (Int32(rows), Int32(columns), Int32(columns), Int32(max(rows, 1)))
    return run { dorgqr_(&m, &n, &k, &a, &lda, tau, $0, &$1, &$2) }
  }
}
