// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct LinearAlgebraTests {
  let square = NumPyReference["square"]
  let wide = NumPyReference["wide"]

  private func expectIdentity(_ product: Tensor<Double>) {
    let difference = product - Tensor<Double>.identity(product.shape[0])
    #expect(difference.isEmpty || abs(difference).max() < 1e-13)
  }

  @Test(arguments: [[3, 6], [6, 3], [5, 5], [1, 1], [0, 3], [3, 0]], [false, true])
  func `a singular value decomposition multiplies back`(shape: [Int], fullMatrices: Bool) {
    let a = RandomState(seed: 1).randn(shape[0], shape[1])
    let parts = svd(a, fullMatrices: fullMatrices)
    let k = parts.s.count
    #expect(k == min(shape[0], shape[1]))
    #expect(parts.u.shape == [shape[0], fullMatrices ? shape[0] : k])
    #expect(parts.vt.shape == [fullMatrices ? shape[1] : k, shape[1]])
    expectIdentity(parts.u.transposed.matmul(parts.u))
    expectIdentity(parts.vt.matmul(parts.vt.transposed))
    let product = (parts.u[0..., ..<k] * parts.s).matmul(parts.vt[..<k, 0...])
    if k > 0 { #expect(abs(product - a).max() < 1e-13) }
    #expect(zip(parts.s, parts.s.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test func `singular values are NumPy's`() {
    expectClose(singularValues(wide), NumPyReference["svd_s"], tolerance: 1e-14)
    expectClose(svd(wide.transposed).s, NumPyReference["svd_s"], tolerance: 1e-14)
    #expect(matrixRank(NumPyReference["tall"]) == 2 && matrixRank(wide) == 3)
    #expect(condition(Tensor([[3.0, 0], [0, 0.5]])) == 6)
  }

  @Test func `eigenvectors of a symmetric matrix`() {
    let symmetric = square + square.transposed
    let eigen = eigh(symmetric)
    expectClose(eigen.values, NumPyReference["eigh_values"], tolerance: 1e-13)
    expectIdentity(eigen.vectors.transposed.matmul(eigen.vectors))
    #expect(abs(symmetric.matmul(eigen.vectors) - eigen.vectors * eigen.values).max() < 1e-13)
    // The upper triangle is not read.
    expectClose(eigh(symmetric.tril()).values, eigen.values, tolerance: 0)
  }

  @Test func `equations, inverses and determinants are NumPy's`() {
    // The condition of the matrix costs two digits.
    expectClose(solve(square, wide[0..., ..<4].transposed), NumPyReference["solve"], tolerance: 1e-12)
    expectClose(inv(square), NumPyReference["inv"], tolerance: 1e-12)
    expectClose(Tensor(scalar: det(square)), NumPyReference["det"], tolerance: 1e-13)
    #expect(slogdet(Tensor([[1.0, 2], [2, 4]])).sign == 0)
    #expect(slogdet(Tensor([[0.0, 1], [1, 0]])) == (-1, 0))
    #expect(solve(Tensor([[2.0, 0], [0, 4]]), Tensor([2.0, 8])) == [1, 2])
  }

  @Test func `the Cholesky factor is lower and NumPy's`() {
    let positive = square.matmul(square.transposed) + Tensor<Double>.identity(4)
    expectClose(cholesky(positive), NumPyReference["cholesky"], tolerance: 1e-13)
  }

  @Test func `least squares of a matrix without full rank are NumPy's`() {
    let fit = lstsq(NumPyReference["tall"], NumPyReference["target"])
    #expect(fit.rank == 2)
    expectClose(fit.solution, NumPyReference["lstsq"], tolerance: 1e-12)
    expectClose(fit.residuals, NumPyReference["lstsq_residuals"], tolerance: 1e-13)
    expectClose(pinv(NumPyReference["tall"]), NumPyReference["pinv"], tolerance: 1e-12)
    let wideFit = lstsq(wide, Tensor([1.0, 2, 3]))
    #expect(wideFit.solution.shape == [6] && abs(wide.matmul(wideFit.solution) - [1, 2, 3]).max() < 1e-13)
  }

  @Test(arguments: [[6, 3], [3, 6], [4, 4], [0, 2]]) func `q is orthonormal and r upper triangular`(shape: [Int]) {
    let a = RandomState(seed: 2).randn(shape[0], shape[1])
    let (q, r) = qr(a)
    expectIdentity(q.transposed.matmul(q))
    #expect(r == r.triu())
    if !a.isEmpty { #expect(abs(q.matmul(r) - a).max() < 1e-13) }
  }

  @Test func `norms neither overflow nor vanish`() {
    expectClose(wide.norm(.l1, axis: 1), NumPyReference["norm1"], tolerance: 1e-15)
    expectClose(wide.norm(axis: 1), NumPyReference["norm2"], tolerance: 1e-15)
    let extremes = Tensor([Tensor([3e200, 4e200]).norm(), Tensor([3e-200, 4e-200]).norm()])
    expectClose(extremes, [5e200, 5e-200], tolerance: 1e-15)
    #expect(Tensor([1.0, .nan]).norm().isNaN && Tensor([-7.0, 2]).norm(.infinity) == 7)
  }

  @Test func `Float is computed in Double`() {
    let s = singularValues(Tensor<Float>(wide))
    for (a, b) in zip(s, NumPyReference["svd_s"]) { #expect(abs(Double(a) - b) < 1e-6) }
  }

  @Test(arguments: [1, 5, 31, 32, 33, 70])
  func `a matrix times its own transpose is what two different matrices give, and symmetric`(side: Int) {
    let a = RandomState(seed: 4).randn(side, 40)
    // A copy has other memory, so that BLAS multiplies two matrices.
    let copy = a + 0
    for (square, product) in [
      (a.matmul(a.transposed), a.matmul(copy.transposed)), (a.transposed.matmul(a), copy.transposed.matmul(a)),
    ] {
      #expect(abs(square - product).max() < 1e-12, "40 products of numbers near 1")
      #expect((square .== square.transposed).all())
    }
    let single = Tensor<Float>(a)
    #expect(abs(Tensor<Double>(single.matmul(single.transposed)) - a.matmul(copy.transposed)).max() < 1e-4)
  }
}
