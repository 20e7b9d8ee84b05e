// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct RearrangingTests {
  let table = NumPyReference["table5"]
  let holes = NumPyReference["holes5"]

  @Test(arguments: 0..<3) func `axes are turned, rolled, multiplied and asked`(axis: Int) {
    expectClose(table.flipped(axis: axis), NumPyReference["flip\(axis)"])
    expectClose(table.rolled(-2, axis: axis), NumPyReference["roll\(axis)"])
    expectClose(table.taking(table.argsort(axis: axis), axis: axis), NumPyReference["take\(axis)"])
    expectClose(table.product(axis: axis), NumPyReference["prod\(axis)"], tolerance: 1e-14)
    expectClose(Tensor<Double>((table .> 1).any(axis: axis)), NumPyReference["any\(axis)"])
    expectClose(Tensor<Double>((table .> -1).all(axis: axis)), NumPyReference["all\(axis)"])
  }

  @Test func `tiles, exchanged and moved axes are NumPy's`() {
    expectClose(table[0, 0, 0...].tiled(2, 1, 3), NumPyReference["tile"])
    expectClose(table.swappingAxes(0, 2), NumPyReference["swapaxes"])
    expectClose(table.movingAxis(0, to: 2), NumPyReference["moveaxis"])
    let grid = meshgrid(arange(3), arange(2))
    #expect(grid.x == Tensor([[0, 1, 2], [0, 1, 2]]) && grid.y == Tensor([[0, 0, 0], [1, 1, 1]]))
  }

  @Test func `counts, weights and places are NumPy's`() {
    #expect(Tensor<Double>(Tensor([3, 1, 1, 0, 5]).bincount()) == NumPyReference["bincount"])
    expectClose(table.average(weights: Tensor<Double>(arange(7)), axis: 1), NumPyReference["average"], tolerance: 1e-14)
    let places = stack((table[0, ...] .> 0.5).nonzero())
    expectClose(Tensor<Double>(places), NumPyReference["nonzero"])
    #expect(Tensor([1, 2, 3]).isIn([3, 1]) == [true, false, true])
  }

  @Test func `bounds, maxima, signs and rounding treat NaN as NumPy does`() {
    expectClose(holes.clipped(to: -0.5...0.5), NumPyReference["clip"])
    expectClose(maximum(holes, table[0, ...]), NumPyReference["maximum"])
    expectClose(holes.sign(), NumPyReference["sign"])
    expectClose(Tensor([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.4]).rounded(), NumPyReference["rint"])
    #expect(Tensor([.nan, .infinity, 1.0]).replacingNaN() == [0, .greatestFiniteMagnitude, 1])
    #expect(Tensor([1.0, .nan]).isClose(to: Tensor([1.000001, .nan]), equalNaN: true))
  }

  @Test func `copies of transposed, strided and reversed tensors hold the same elements`() {
    let x = Tensor<Double>(arange(70 * 41 * 3)).reshaped(70, 41, 3)
    for view in [
      x.transposed, x.permuted(1, 0, 2), x.permuted(2, 0, 1), x[every(-2), every(3), 0...], x.flipped(axis: 2),
    ] {
      let copy = view.contiguous()
      #expect(copy.isContiguous && copy.shape == view.shape)
      for (i, j, k) in [(0, 0, 0), (1, 2, 1), (2, 1, 2)] { #expect(copy[i, j, k] == view[i, j, k]) }
      #expect(copy.sum() == view.rows.reduce(0) { $0 + $1.sum() })
      #expect(Array(copy[-1, -1, 0...]) == Array(view[-1, -1, 0...]))
    }
  }

  @Test func `masks select and place alike in long and short tensors`() {
    var x = RandomState(seed: 4).randn(300_007)
    let positive = x .> 0
    let kept = x[positive]
    #expect(kept == Tensor(x.filter { $0 > 0 }) && positive.sum() == kept.count)
    x[positive] = kept * 2
    #expect(x[positive] == kept * 2)
    x[positive] = 0
    x[..<2] = -1
    #expect(x[0] == -1 && x[1] == -1)
    #expect(x.max() == 0)
    #expect(Array(positive.positions()[..<3]) == Array(positive.enumerated().filter(\.element).map(\.offset).prefix(3)))
  }

  @Test func `long lines sort in halves as short ones do whole`() {
    var x = RandomState(seed: 8).randn(400_001)
    x[17] = .nan
    x[18] = -0.0
    x[19] = .infinity
    let sorted = x.sorted()
    #expect(sorted[-1].isNaN && sorted[-2] == .infinity && zip(sorted, sorted.dropFirst()).allSatisfy { !($0 > $1) })
    let numbers = sorted[..<(-1)]
    #expect(numbers == x[x.argsort()][..<(-1)])
    #expect(x.sorted(descending: true)[..<(-1)] == numbers[every(-1)])
    #expect(Tensor<Float>(x).sorted()[..<(-1)] == Tensor<Float>(numbers))
  }

  @Test func `sums do not depend on how many threads there are, nor extremes on where they lie`() {
    let x = NumPyReference["pairwise"].shape.isEmpty ? zeros(1) : RandomState(seed: 2).randn(1_000_003)
    let serial = x.reshaped(1, -1).sum(axis: 1)[0]
    #expect(x.sum() == serial && x.variance() == x.reshaped(1, -1).variance(axis: 1)[0])
    #expect(x[x.argmax()] == x.max() && x.max(axis: 0).item == x.max() && x[x.argmin()] == x.min())
    let columns = x[..<1_000_000].reshaped(1000, 1000)
    #expect(columns.argmax(axis: 0) == columns.transposed.contiguous().argmax(axis: 1))
    #expect(columns.max(axis: 0) == columns.transposed.contiguous().max(axis: 1))
  }
}
