// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct TensorIndexingTests {
  let x = NumPyReference["x"]

  @Test func `ranges, steps and negative bounds select what NumPy selects`() {
    expectClose(x[1..., every(-1), (-2)...], NumPyReference["x[1:, ::-1, -2:]"])
    #expect(x[0..<2, 1...2, ..<(-1)].shape == [2, 2, 4])
    #expect(arange(10)[every(3, from: 1, to: -1)] == [1, 4, 7])
    #expect(arange(5)[every(-2)] == [4, 2, 0])
    #expect(arange(5)[...(-1)] == arange(5))
    #expect(arange(5)[5...].count == 0)
  }

  @Test func `lists and masks select what NumPy selects`() {
    expectClose(x[..., [3, 0, 3], 0...], NumPyReference["x[:, [3, 0, 3]]"])
    expectClose(x[[2, 0], [1, 3]], NumPyReference["x[[2, 0], [1, 3]]"])
    expectClose(x[[2, 0], 0..., [1, 3]], NumPyReference["x[[2, 0], :, [1, 3]]"])
    expectClose(x[x .> 0.5], NumPyReference["x[x > 0.5]"])
    expectClose(x[0..., x[0, ..., 0] .> 0], NumPyReference["x[:, x[0, :, 0] > 0]"])
  }

  @Test func `an ellipsis stands for the axes that are left`() {
    expectClose(x[..., newAxis, 0], NumPyReference["x[..., None, 0]"])
    #expect(x[2, ...].shape == [4, 5])
    #expect(x[2, ..., 1].shape == [4])
  }

  @Test func `integers alone give one element`() {
    let matrix = Tensor([[1.0, 2], [3, 4]])
    #expect(matrix[1, 0] == 3)
    #expect(matrix[-1, -1] == 4)
    #expect(x[1, 2, 3] == x[1..., 2..., 3...][0, 0, 0])
    #expect(arange(4)[-1] == 3)
  }

  @Test func `writing to a selection changes only that`() {
    var t = Tensor([[1, 2, 3], [4, 5, 6]])
    let before = t
    t[..., 1] = [20, 50]
    #expect(t == Tensor([[1, 20, 3], [4, 50, 6]]))
    t[t .> 5].fill(0)
    #expect(t == Tensor([[1, 0, 3], [4, 0, 0]]))
    t[[1, 0], ...] = Tensor([[7], [8]])
    #expect(t == Tensor([[8, 8, 8], [7, 7, 7]]))
    t[0..<1, ...] += 1
    t[1, 2] = -1
    #expect(t == Tensor([[9, 9, 9], [7, 7, -1]]))
    #expect(before == Tensor([[1, 2, 3], [4, 5, 6]]))
  }

  @Test func `views share memory until one of them is written to`() {
    var t = zeros(4, 4)
    var view = t[1, ...]
    view += 1
    #expect(t.sum() == 0)
    t[1, 0] = 5
    #expect(view == [1, 1, 1, 1])
    var stretched = Tensor([1.0, 2]).broadcast(to: [3, 2])
    stretched[0, 0] = 9
    #expect(stretched == Tensor([[9, 2], [1, 2], [1, 2]]))
  }

  @Test func `an empty mask gives no rows and keeps the other axes`() {
    let none = x[Tensor([false, false, false]), ...]
    #expect(none.shape == [0, 4, 5])
    #expect(none.sum() == 0)
    #expect(none.sum(axis: 0) == zeros(4, 5))
  }

  @Test func `updating a part by a literal or a part changes each of its elements`() {
    var x = zeros(3, 4)
    x[..., 1..<3] += 3
    x[2..., ...] -= 5
    x[..., 0] *= 2
    x[0, ...] /= 2
    #expect(x == Tensor([[0.0, 1.5, 1.5, 0], [0, 3, 3, 0], [-10, -2, -2, -5]]))
    x[..., 0] += x[..., 1]
    #expect(x[..., 0] == [1.5, 3, -12])
    x[..., ..<2] -= Tensor([1.0, 2, 3])[..., newAxis]
    #expect(x[..., 0] == [0.5, 1, -15])
    var single = Tensor<Float>.ones(2, 2)
    single[0, ...] += 1
    #expect(single == Tensor<Float>([[2, 2], [1, 1]]))
    var whole = Tensor<Int>.ones(2, 2)
    whole[..., 1..<2] *= 7
    #expect(whole == Tensor<Int>([[1, 7], [1, 7]]))
  }
}
