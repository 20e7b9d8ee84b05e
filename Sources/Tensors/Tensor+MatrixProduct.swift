// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS

extension Tensor where Scalar == Double {
  /// The product of matrices, of a matrix and a vector, or of two vectors (then without axes), by OpenBLAS.
  ///
  /// Of more than two axes the last two are matrices and the others are broadcast. NumPy's `matmul`.
  public func matmul(_ other: Tensor) -> Tensor {
    multiply(self, other) { m, n, k, transA, transB, a, lda, b, ldb, c in
      if n == 1 && transB == CblasNoTrans && ldb == 1 {
        let (rows, columns) = transA == CblasNoTrans ? (m, k) : (k, m)
        cblas_dgemv(CblasRowMajor, transA, rows, columns, 1, a, lda, b, 1, 0, c, 1)
      } else if isSquareOfOne(m, n, transA, transB, a, lda, b, ldb) {
        cblas_dsyrk(CblasRowMajor, CblasUpper, transA, m, k, 1, a, lda, 0, c, n)
        mirrorUpperTriangle(c, Int(n))
      } else {
        cblas_dgemm(CblasRowMajor, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n)
      }
    }
  }
}

extension Tensor where Scalar == Float {
  /// The product of matrices, of a matrix and a vector, or of two vectors (then without axes), by OpenBLAS.
  ///
  /// Of more than two axes the last two are matrices and the others are broadcast. NumPy's `matmul`.
  public func matmul(_ other: Tensor) -> Tensor {
    multiply(self, other) { m, n, k, transA, transB, a, lda, b, ldb, c in
      if n == 1 && transB == CblasNoTrans && ldb == 1 {
        let (rows, columns) = transA == CblasNoTrans ? (m, k) : (k, m)
        cblas_sgemv(CblasRowMajor, transA, rows, columns, 1, a, lda, b, 1, 0, c, 1)
      } else if isSquareOfOne(m, n, transA, transB, a, lda, b, ldb) {
        cblas_ssyrk(CblasRowMajor, CblasUpper, transA, m, k, 1, a, lda, 0, c, n)
        mirrorUpperTriangle(c, Int(n))
      } else {
        cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n)
      }
    }
  }
}

/// Whether the product is that of a matrix with its own transpose: half of it is then a mirror image of the other.
private func isSquareOfOne<Scalar>(
  _ m: Length, _ n: Length, _ transA: CBLAS_TRANSPOSE, _ transB: CBLAS_TRANSPOSE, _ a: UnsafePointer<Scalar>,
  _ lda: Length, _ b: UnsafePointer<Scalar>, _ ldb: Length
) -> Bool { a == b && lda == ldb && m == n && transA != transB }

/// Copies what stands above the diagonal to below it, block by block, so that both sides stay in the nearest cache.
private func mirrorUpperTriangle<Scalar>(_ matrix: UnsafeMutablePointer<Scalar>, _ n: Int) {
  let block = 32
  for top in stride(from: 0, to: n, by: block) {
    for left in stride(from: top, to: n, by: block) {
      for row in top..<min(top + block, n) {
        for column in max(left, row + 1)..<max(min(left + block, n), max(left, row + 1)) {
          matrix[column &* n &+ row] = matrix[row &* n &+ column]
        }
      }
    }
  }
}

private typealias Length = Int32
private typealias Routine<Scalar> = (
  _ m: Length, _ n: Length, _ k: Length, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, UnsafePointer<Scalar>, Length,
  UnsafePointer<Scalar>, Length, UnsafeMutablePointer<Scalar>
) -> Void

/// Checks the shapes and hands both operands to BLAS, transposed views as they are and others in row order.
private func multiply<Scalar: TensorScalar & Numeric>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>, _ blas: Routine<Scalar>
) -> Tensor<Scalar> {
  guard a.rank > 0, b.rank > 0 else {
    trap(
      "matmul: operands need one axis or more, but the shapes are \(describe(shape: a.shape)) and "
        + describe(shape: b.shape)
    )
  }
  guard a.shape[a.rank - 1] == b.shape[Swift.max(b.rank - 2, 0)] else {
    trap(
      "matmul: shapes \(describe(shape: a.shape)) and \(describe(shape: b.shape)) do not fit: the last axis of "
        + "the first (\(a.shape[a.rank - 1])) must be as long as the \(b.rank > 2 ? "last but one" : "first") axis of "
        + "the second (\(b.shape[Swift.max(b.rank - 2, 0)])); is a .transposed missing?"
    )
  }
  if a.rank > 2 || b.rank > 2 { return multiplyBatches(a, b, blas) }
  let left = a.rank == 2 ? a : a[newAxis, ...]
  let right = b.rank == 2 ? b : b[..., newAxis]
  let (m, k, n) = (left.shape[0], left.shape[1], right.shape[1])
  let shape = (a.rank == 2 ? [m] : []) + (b.rank == 2 ? [n] : [])
  guard k > 0, m > 0, n > 0 else { return Tensor(repeating: .zero, shape: shape) }
  let result = Tensor<Scalar>(uninitialized: shape)
  let (x, y) = (BLASOperand(left), BLASOperand(right))
  forgetCallersLeft()
  withExtendedLifetime((x, y)) {
    blas(
      Length(m), Length(n), Length(k), x.transpose, y.transpose, x.matrix.base, x.leading, y.matrix.base, y.leading,
      result.base)
  }
  return result
}

/// A product for each place of the axes before the last two.
private func multiplyBatches<Scalar: TensorScalar & Numeric>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>, _ blas: Routine<Scalar>
) -> Tensor<Scalar> {
  let left = a.rank == 1 ? a[newAxis, ...] : a, right = b.rank == 1 ? b[..., newAxis] : b
  let (ours, theirs) = (Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)))
  let batch =
    ours == theirs
    ? ours
    : broadcastShape(
      ours, theirs,
      operation: "matmul of \(describe(shape: a.shape)) and \(describe(shape: b.shape)), axes before the last two")
  let (m, k, n) = (left.shape[left.rank - 2], left.shape[left.rank - 1], right.shape[right.rank - 1])
  let shape = batch + (a.rank == 1 ? [] : [m]) + (b.rank == 1 ? [] : [n])
  let count = batch.reduce(1, *)
  guard count > 0, k > 0, m > 0, n > 0 else { return Tensor(repeating: .zero, shape: shape) }
  let (lefts, rights) = (left.broadcast(to: batch + [m, k]), right.broadcast(to: batch + [k, n]))
  let result = Tensor<Scalar>(uninitialized: shape)
  func matrix(_ tensor: Tensor<Scalar>, _ index: Int) -> Tensor<Scalar> {
    var (rest, offset) = (index, tensor.offset)
    for axis in batch.indices.reversed() {
      offset += rest % batch[axis] * tensor.strides[axis]
      rest /= batch[axis]
    }
    return Tensor(
      storage: tensor.storage, offset: offset, shape: Array(tensor.shape.suffix(2)),
      strides: Array(tensor.strides.suffix(2)))
  }
  for index in 0..<count {
    let (x, y) = (BLASOperand(matrix(lefts, index)), BLASOperand(matrix(rights, index)))
    withExtendedLifetime((x, y)) {
      blas(
        Length(m), Length(n), Length(k), x.transpose, y.transpose, x.matrix.base, x.leading, y.matrix.base, y.leading,
        result.base + index * m * n)
    }
  }
  return result
}

/// A matrix in a memory layout that BLAS understands.
private struct BLASOperand<Scalar: TensorScalar> {
  let matrix: Tensor<Scalar>
  let transpose: CBLAS_TRANSPOSE
  let leading: Length

  init(_ source: Tensor<Scalar>) {
    let (rows, columns) = (source.shape[0], source.shape[1])
    let (byRow, byColumn) = (source.strides[0], source.strides[1])
    if byColumn == 1 || columns == 1, byRow >= columns, byColumn <= 1 || columns == 1 {
      (matrix, transpose, leading) = (source, CblasNoTrans, Length(byRow))
    } else if byRow == 1 || rows == 1, byColumn >= rows {
      (matrix, transpose, leading) = (source, CblasTrans, Length(byColumn))
    } else {
      (matrix, transpose, leading) = (source.contiguous(), CblasNoTrans, Length(max(columns, 1)))
    }
  }
}
