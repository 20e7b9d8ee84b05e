// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A least-squares solution.
public struct LeastSquares<Scalar: RealScalar>: Sendable {
  /// Of all solutions with the least residual the shortest.
  public let solution: Tensor<Scalar>
  /// The squared length of b - a · solution for each column of b.
  public let residuals: Tensor<Scalar>
  /// How many singular values of a count as not zero.
  public let rank: Int
  /// Of a, largest first.
  public let singularValues: Tensor<Scalar>
}

/// The x with a · x = b, for a vector b or for each column of a matrix b; NumPy's `linalg.solve`.
///
/// Traps if a is singular. A nearly singular one is solved, with large errors: see ``condition(_:)``.
public func solve<Scalar: RealScalar>(_ a: Tensor<Scalar>, _ b: Tensor<Scalar>) -> Tensor<Scalar> {
  let elements = a.matrixElements("solve", square: true)
  let n = a.shape[0]
  let sides = rightSides(b, rows: n, a.shape, "solve")
  var (matrix, x) = (
    transposed(elements, rows: n, columns: n), transposed(b.finiteElements("solve"), rows: n, columns: sides)
  )
  let info = n > 0 && sides > 0 ? LAPACK.gesv(size: n, sides: sides, &matrix, &x) : 0
  if info > 0 {
    trap("solve: the matrix is singular (pivot \(info) is exactly zero); lstsq finds a least-squares solution")
  }
  return Tensor(doubles: transposed(x, rows: sides, columns: n), shape: b.shape)
}

/// The x that makes |a · x - b|² least, for a vector b or for each column of a matrix b, by singular values; NumPy's
/// `linalg.lstsq`.
/// - Parameter rcond: singular values below `rcond` times the largest count as zero; by default the rounding error of
///   the type times the longer side.
public func lstsq<Scalar: RealScalar>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>, rcond: Double? = nil
) -> LeastSquares<Scalar> {
  let elements = a.matrixElements("lstsq")
  let (m, n) = (a.shape[0], a.shape[1])
  let sides = rightSides(b, rows: m, a.shape, "lstsq")
  let right = b.finiteElements("lstsq")
  let longer = max(m, n)
  var matrix = transposed(elements, rows: m, columns: n)
  var x = [Double](repeating: 0, count: longer * sides)
  for i in 0..<m { for j in 0..<sides { x[j * longer + i] = right[i * sides + j] } }
  var s = [Double](repeating: 0, count: min(m, n))
  var rank = 0
  if !s.isEmpty, sides > 0 {
    let limit = rcond ?? Double(Scalar.ulpOfOne) * Double(longer)
    let result = LAPACK.gelsd(rows: m, columns: n, sides: sides, &matrix, &x, s: &s, rcond: limit)
    requireConvergence(result.info, "lstsq", a.shape)
    rank = result.rank
  }
  var (solution, residuals) = ([Double](repeating: 0, count: n * sides), [Double](repeating: 0, count: sides))
  for j in 0..<sides {
    for i in 0..<n { solution[i * sides + j] = x[j * longer + i] }
    for i in 0..<m {
      var difference = right[i * sides + j]
      for l in 0..<n { difference -= elements[i * n + l] * solution[l * sides + j] }
      residuals[j] += difference * difference
    }
  }
  return LeastSquares(
    solution: Tensor(doubles: solution, shape: b.rank == 1 ? [n] : [n, sides]),
    residuals: Tensor(doubles: residuals, shape: b.rank == 1 ? [] : [sides]), rank: rank,
    singularValues: Tensor(doubles: s, shape: [s.count]))
}

/// The inverse of a square matrix. Traps if it is singular; to solve equations ``solve(_:_:)`` is faster and more exact.
public func inv<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Tensor<Scalar> {
  var a = matrix.matrixElements("inv", square: true)
  let n = matrix.shape[0]
  guard n > 0 else { return matrix }
  let (pivots, info) = LAPACK.getrf(size: n, &a)
  if info > 0 { trap("inv: the matrix is singular (pivot \(info) is exactly zero); pinv gives a pseudo-inverse") }
  _ = LAPACK.getri(size: n, &a, pivots: pivots)
  return Tensor(doubles: a, shape: matrix.shape)
}

/// The Moore–Penrose inverse, by singular values; NumPy's `linalg.pinv`.
/// - Parameter rcond: singular values below `rcond` times the largest count as zero.
public func pinv<Scalar: RealScalar>(_ matrix: Tensor<Scalar>, rcond: Double? = nil) -> Tensor<Scalar> {
  let parts = svd(Tensor<Double>(doubles: matrix.matrixElements("pinv"), shape: matrix.shape))
  let share = rcond ?? Double(Scalar.ulpOfOne) * Double(matrix.shape.max() ?? 0)
  let limit = share * (parts.s.isEmpty ? 0 : parts.s[0])
  let inverses = parts.s.mapElements { $0 > limit ? 1 / $0 : 0 }
  let result = (parts.vt.transposed * inverses).matmul(parts.u.transposed)
  return Tensor(doubles: Array(result), shape: [matrix.shape[1], matrix.shape[0]])
}

/// The determinant as its sign and the logarithm of its magnitude, which do not overflow; NumPy's `linalg.slogdet`.
public func slogdet<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> (sign: Double, logarithm: Double) {
  var a = matrix.matrixElements("slogdet", square: true)
  let n = matrix.shape[0]
  guard n > 0 else { return (1, 0) }
  let (pivots, info) = LAPACK.getrf(size: n, &a)
  if info > 0 { return (0, -.infinity) }
  var (sign, logarithm) = (1.0, 0.0)
  for i in 0..<n {
    let pivot = a[i * n + i]
    if Int(pivots[i]) != i + 1 { sign = -sign }
    if pivot < 0 { sign = -sign }
    logarithm += Glibc.log(Swift.abs(pivot))
  }
  return (sign, logarithm)
}

/// The determinant.
public func det<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Double {
  let (sign, logarithm) = slogdet(matrix)
  return sign * Glibc.exp(logarithm)
}

/// How many singular values are larger than the rounding error of the largest; NumPy's `linalg.matrix_rank`.
public func matrixRank<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Int {
  let s = singularValues(matrix)
  let longer = Double(matrix.shape.max() ?? 0)
  let limit: Double = s.isEmpty ? 0 : Double(s[0]) * longer * Double(Scalar.ulpOfOne)
  return s.filter { Double($0) > limit }.count
}

/// How many times larger relative errors of a · x = b may get: the largest singular value over the smallest.
public func condition<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Double {
  let s = singularValues(matrix)
  return s.isEmpty ? 1 : Double(s.max()) / Double(s.min())
}

private func rightSides<Scalar>(_ b: Tensor<Scalar>, rows: Int, _ a: [Int], _ operation: String) -> Int {
  guard b.rank == 1 || b.rank == 2, b.shape[0] == rows else {
    trap(
      "\(operation): a is \(describe(shape: a)) and b \(describe(shape: b.shape)); b needs \(rows) rows, as a vector or "
        + "a matrix")
  }
  return b.rank == 1 ? 1 : b.shape[1]
}
