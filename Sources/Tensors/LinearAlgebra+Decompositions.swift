// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A matrix as u · diag(s) · vt, with orthonormal columns of u and rows of vt.
public struct SVD<Scalar: RealScalar>: Sendable {
  /// Rows × k, with k the shorter side, or rows × rows.
  public let u: Tensor<Scalar>
  /// The singular values, largest first.
  public let s: Tensor<Scalar>
  /// k × columns, or columns × columns.
  public let vt: Tensor<Scalar>
}

/// A symmetric matrix as vectors · diag(values) · vectorsᵀ.
public struct Eigh<Scalar: RealScalar>: Sendable {
  /// In rising order.
  public let values: Tensor<Scalar>
  /// One vector a column.
  public let vectors: Tensor<Scalar>
}

/// The singular value decomposition (LAPACK's divide and conquer, `gesdd`); NumPy's `linalg.svd`.
/// - Parameter fullMatrices: whether u and vt are square; without this they have as many vectors as there are values.
public func svd<Scalar: RealScalar>(_ matrix: Tensor<Scalar>, fullMatrices: Bool = false) -> SVD<Scalar> {
  var a = matrix.matrixElements("svd")
  let (m, n) = (matrix.shape[0], matrix.shape[1])
  let k = min(m, n)
  let (uCount, vCount) = fullMatrices ? (m, n) : (k, k)
  guard k > 0 else {
    return SVD(u: .identity(m)[0..., ..<uCount], s: Tensor(doubles: [], shape: [0]), vt: .identity(n)[..<vCount, 0...])
  }
  var s = [Double](repeating: 0, count: k)
  // By columns the memory holds the transpose, whose u is our vt.
  var u = [Double](repeating: 0, count: n * vCount)
  var vt = [Double](repeating: 0, count: uCount * m)
  let info = LAPACK.gesdd(
    job: fullMatrices ? "A" : "S", rows: n, columns: m, &a, s: &s, u: &u, ldu: n, vt: &vt, ldvt: uCount)
  requireConvergence(info, "svd", matrix.shape)
  return SVD(
    u: Tensor(doubles: vt, shape: [m, uCount]), s: Tensor(doubles: s, shape: [k]),
    vt: Tensor(doubles: u, shape: [vCount, n]))
}

/// The singular values, largest first.
public func singularValues<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Tensor<Scalar> {
  var a = matrix.matrixElements("singularValues")
  let (m, n) = (matrix.shape[0], matrix.shape[1])
  var s = [Double](repeating: 0, count: min(m, n))
  guard !s.isEmpty else { return Tensor(doubles: [], shape: [0]) }
  var (none, nothing) = ([0.0], [0.0])
  let info = LAPACK.gesdd(job: "N", rows: n, columns: m, &a, s: &s, u: &none, ldu: 1, vt: &nothing, ldvt: 1)
  requireConvergence(info, "singularValues", matrix.shape)
  return Tensor(doubles: s, shape: [s.count])
}

/// Eigenvalues and eigenvectors of a symmetric matrix, of which only the lower triangle is read; NumPy's `linalg.eigh`.
public func eigh<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Eigh<Scalar> {
  var a = matrix.matrixElements("eigh", square: true)
  let n = matrix.shape[0]
  var values = [Double](repeating: 0, count: n)
  // The lower triangle by rows is the upper by columns.
  if n > 0 {
    requireConvergence(LAPACK.syevd(job: "V", triangle: "U", size: n, &a, values: &values), "eigh", matrix.shape)
  }
  return Eigh(
    values: Tensor(doubles: values, shape: [n]),
    vectors: Tensor(doubles: transposed(a, rows: n, columns: n), shape: [n, n]))
}

/// The lower triangular factor l with l · lᵀ equal to a symmetric, positive definite matrix, of which only the lower
/// triangle is read; NumPy's `linalg.cholesky`.
///
/// Traps with the number of the row at which the matrix turns out not to be positive definite.
public func cholesky<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> Tensor<Scalar> {
  var a = matrix.matrixElements("cholesky", square: true)
  let n = matrix.shape[0]
  let info = n > 0 ? LAPACK.potrf(triangle: "U", size: n, &a) : 0
  if info > 0 {
    trap(
      "cholesky: the matrix is not positive definite: its leading \(info) × \(info) part has no factor; "
        + "add a small multiple of the identity, or use eigh")
  }
  for i in 0..<n { for j in i + 1..<max(n, i + 1) { a[i * n + j] = 0 } }
  return Tensor(doubles: a, shape: [n, n])
}

/// A matrix as q · r, with k orthonormal columns of q and r upper triangular, k the shorter side; NumPy's `linalg.qr`.
public func qr<Scalar: RealScalar>(_ matrix: Tensor<Scalar>) -> (q: Tensor<Scalar>, r: Tensor<Scalar>) {
  let (m, n) = (matrix.rank == 2 ? matrix.shape[0] : 0, matrix.rank == 2 ? matrix.shape[1] : 0)
  var a = transposed(matrix.matrixElements("qr"), rows: m, columns: n)
  let k = min(m, n)
  guard k > 0 else { return (Tensor(doubles: [], shape: [m, 0]), Tensor(doubles: [], shape: [0, n])) }
  var tau = [Double](repeating: 0, count: k)
  _ = LAPACK.geqrf(rows: m, columns: n, &a, tau: &tau)
  var r = [Double](repeating: 0, count: k * n)
  for i in 0..<k { for j in i..<n { r[i * n + j] = a[j * m + i] } }
  var q = Array(a[..<(m * k)])
  _ = LAPACK.orgqr(rows: m, columns: k, &q, tau: tau)
  return (Tensor(doubles: transposed(q, rows: k, columns: m), shape: [m, k]), Tensor(doubles: r, shape: [k, n]))
}
