// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct TensorArithmeticTests {
  let x = NumPyReference["x"]

  @Test func `operands stretch as in NumPy`() {
    expectClose(x + Tensor<Double>(arange(5)), NumPyReference["x+row"])
    expectClose(x / arange(1.0, 5.0, step: 1)[..., newAxis], NumPyReference["x/column"])
    let outer = arange(3)[..., newAxis] * arange(2)
    #expect(outer == Tensor([[0, 0], [0, 1], [0, 2]]))
    #expect((zeros(0, 3) + ones(3)).shape == [0, 3])
  }

  @Test func `scalars stand on either side`() {
    let t = Tensor([1.0, 2])
    #expect(1 - t == [0, -1])
    #expect(2 / t == [2, 1])
    #expect(-t * 3 == [-3, -6])
  }

  @Test func `in-place operators change the left side only`() {
    var data = zeros(4, 2)
    let labels = Tensor([0.0, 1]).repeated(2)
    data += labels[..., newAxis] * 5
    #expect(data == Tensor([[0, 0], [0, 0], [5, 5], [5, 5]]))
    #expect(labels == [0, 0, 1, 1])
    var t = Tensor([1.0, 2, 3])
    t *= t
    #expect(t == [1, 4, 9])
    var columns = Tensor([[1, 2], [3, 4]]).transposed
    columns -= [1, 0]
    #expect(columns == Tensor([[0, 3], [1, 4]]))
  }

  @Test func `comparisons give masks`() {
    let labels = Tensor([0, 1, 1])
    #expect((labels .== 1) == [false, true, true])
    #expect((labels .!= labels).any() == false)
    #expect((labels .<= 0 .| labels .> 0).all())
    #expect((.!(labels .== 0)).positions() == [1, 2])
    #expect((Tensor([Double.nan]) .== Double.nan) == [false])
  }

  @Test func `functions act on each element`() {
    let t = Tensor([[1.0, 4], [9, 16]])
    #expect(sqrt(t.transposed) == Tensor([[1, 3], [2, 4]]))
    #expect(log(exp(Tensor([0.0, 1]))) == [0, 1])
    #expect(log(Tensor([0.0])) == [-.infinity])
    #expect(abs(Tensor([-2, 3])) == [2, 3])
    #expect(pow(t, 2)[1, 1] == 256)
    #expect(t.clipped(to: 2...10) == Tensor([[2, 4], [9, 10]]))
  }

  @Test func `large tensors on several threads give what small ones give`() {
    let n = 300_007
    let t = Tensor<Double>(arange(n))
    let sums = t + t[every(-1)]
    #expect(sums.min() == Double(n - 1) && sums.max() == Double(n - 1))
    let table = t[..<300_000].reshaped(3, 100_000).transposed + [0, 1, 2]
    #expect(table[99_999, 2] == 300_001)
  }

  @Test func `matrix products take views as they are`() {
    let (a, b) = (x[0, ...], x[1, ...])
    // BLAS adds in its own order: a few units in the last place of sums of five products.
    expectClose(a.matmul(b.transposed), NumPyReference["matmul"], tolerance: 1e-14)
    let vector = b[0, ...]
    expectClose(a.matmul(vector), (a * vector).sum(axis: 1), tolerance: 1e-14)
    expectClose(vector.matmul(a.transposed), (a * vector).sum(axis: 1), tolerance: 1e-14)
    #expect(Swift.abs(vector.matmul(vector).item - (vector * vector).sum()) < 1e-15)
    expectClose(a[every(2), every(-1)].matmul(vector[every(-1)]), (a * vector).sum(axis: 1)[every(2)], tolerance: 1e-14)
    #expect(zeros(2, 0).matmul(zeros(0, 3)) == zeros(2, 3))
    let single = Tensor<Float>([[1, 2], [3, 4]])
    #expect(single.matmul(single) == Tensor<Float>([[7, 10], [15, 22]]))
  }
}
