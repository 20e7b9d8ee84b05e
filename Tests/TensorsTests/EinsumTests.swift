// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

/// Products of more than two axes against NumPy's; sums of a few products differ in their order, hence the tolerance.
@Suite struct EinsumTests {
  let a = NumPyReference["a"]
  let b = NumPyReference["b"]

  private func expectSame(
    _ equation: String, _ operands: Tensor<Double>..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let result =
      operands.count == 1
      ? einsum(equation, operands[0])
      : operands.count == 2
        ? einsum(equation, operands[0], operands[1]) : einsum(equation, operands[0], operands[1], operands[2])
    expectClose(result, NumPyReference["einsum \(equation)"], tolerance: 1e-13, sourceLocation: sourceLocation)
  }

  @Test func `matrix products of batches broadcast their other axes`() {
    expectClose(a.matmul(b), NumPyReference["batched_matmul"], tolerance: 1e-14)
    expectClose(a.matmul(b[0, ...]), NumPyReference["batched_matmul_shared"], tolerance: 1e-14)
    expectClose(a.matmul(b[0, 0..., 0]), NumPyReference["batched_matmul_vector"], tolerance: 1e-14)
    #expect(a[..<0, ...].matmul(b[..<0, ...]).shape == [0, 3, 5])
  }

  @Test func `letters that are not in the result are summed over`() {
    expectSame("bij,bjk->bik", a, b)
    expectSame("bij,bjk", a, b)
    expectSame("bij,bjk->ik", a, b)
    expectSame("ij,ij->", a[0, ...], a[1, ...])
    expectSame("i,j->ij", a[0, 0, 0...], b[0, 0..., 0])
    expectSame("bij,bjk,kl->il", a, b, NumPyReference["c"])
  }

  @Test func `one operand is turned, summed and cut to its diagonal`() {
    expectSame("bij->bji", a)
    expectSame("bij->j", a)
    expectSame("ii->i", a[0, 0..., ..<3])
    expectSame("ii", a[0, 0..., ..<3])
  }

  @Test func `an ellipsis stands for the other axes`() {
    expectSame("...ij,...jk->...ik", a, b)
    expectSame("...ij,jk->...ki", a, b[1, ...])
  }

  @Test func `tensordot sums over neighbouring axes`() {
    expectClose(tensordot(a, a.movingAxis(0, to: -1), axes: 2), NumPyReference["tensordot"], tolerance: 1e-13)
  }

  @Test func `Float gives what Double gives`() {
    let product = einsum("bij,bjk->bik", Tensor<Float>(a), Tensor<Float>(b))
    expectClose(Tensor<Double>(product), NumPyReference["batched_matmul"], tolerance: 1e-4)
  }
}
