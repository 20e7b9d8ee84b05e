// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct TensorOperationTests {
  let table = NumPyReference["table"]
  let ties = NumPyReference["ties"]
  let holes = NumPyReference["holes"]

  @Test func `sorting is stable, and NaN comes last`() {
    expectClose(ties.sorted(), NumPyReference["sorted"])
    expectClose(Tensor<Double>(ties.argsort()), NumPyReference["argsort"])
    let few = Tensor([2.0, .nan, -0.0, 0.0, 2])
    #expect(few.argsort() == [2, 3, 0, 4, 1])
    #expect(few.argsort(descending: true) == [0, 4, 2, 3, 1])
    #expect(Tensor<Double>([]).sorted().shape == [0])
    #expect(Tensor([3, Int.min, Int.max, -1]).sorted() == [Int.min, -1, 3, Int.max])
    #expect(Tensor([3, -1, 2] as [Float]).argsort() == [1, 2, 0])
  }

  @Test(arguments: 0..<3) func `each axis sorts, accumulates and differs as in NumPy`(axis: Int) {
    expectClose(table.sorted(axis: axis), NumPyReference["sorted\(axis)"])
    expectClose(Tensor<Double>(table.argsort(axis: axis)), NumPyReference["argsort\(axis)"])
    expectClose(table.cumsum(axis: axis), NumPyReference["cumsum\(axis)"])
    expectClose(table.cumprod(axis: axis), NumPyReference["cumprod\(axis)"])
    expectClose(table.diff(axis: axis), NumPyReference["diff\(axis)"])
  }

  @Test func `differences of differences, and of nothing`() {
    expectClose(table.diff(times: 2, axis: 1), NumPyReference["diff_twice"])
    #expect(Tensor([1.0]).diff().shape == [0] && Tensor<Double>([]).diff().shape == [0])
    #expect(Tensor<Double>([]).cumsum().shape == [0])
  }

  @Test func `unique elements with first places, inverse and counts`() {
    let unique = ties.unique()
    expectClose(unique.values, NumPyReference["unique"])
    expectClose(Tensor<Double>(unique.firstIndices), NumPyReference["unique_first"])
    expectClose(Tensor<Double>(unique.inverse), NumPyReference["unique_inverse"])
    expectClose(Tensor<Double>(unique.counts), NumPyReference["unique_counts"])
    #expect(Tensor<Int>([]).unique().values.isEmpty)
  }

  @Test func `places in a sorted line`() {
    let line = Tensor([0.0, 1, 2, 3, 4])
    let values = Tensor([-1.0, 0, 2.5, 4, 9])
    expectClose(Tensor<Double>(line.searchsorted(values)), NumPyReference["searchsorted"])
    expectClose(Tensor<Double>(line.searchsorted(values, after: true)), NumPyReference["searchsorted_after"])
  }

  @Test(arguments: 0..<3) func `reductions pass over NaN as NumPy's do`(axis: Int) {
    expectClose(holes.nansum(axis: axis), NumPyReference["nansum\(axis)"], tolerance: 1e-15)
    expectClose(holes.nanmean(axis: axis), NumPyReference["nanmean\(axis)"], tolerance: 1e-15)
    // Squares of differences of nearly equal numbers keep fewer digits.
    expectClose(holes.nanvariance(axis: axis, ddof: 1), NumPyReference["nanvar\(axis)"], tolerance: 1e-13)
    expectClose(holes.nanmin(axis: axis), NumPyReference["nanmin\(axis)"])
    expectClose(holes.nanmax(axis: axis), NumPyReference["nanmax\(axis)"])
  }

  @Test func `infinities are no missing values`() {
    // NumPy gives NaN for all of these.
    #expect(Tensor([1.0, .infinity]).nanvariance().isNaN && Tensor([Double.infinity]).nanstd().isNaN)
    #expect(Tensor([[.infinity, 1.0], [.nan, 2]]).nanvariance(axis: 1)[0].isNaN)
    #expect(Tensor([[.infinity, 1.0], [.nan, 2]]).nanvariance(axis: 1)[1] == 0)
  }

  @Test func `positions pass over NaN`() {
    expectClose(Tensor<Double>(holes.nanargmax(axis: 0)), NumPyReference["nanargmax0"])
    expectClose(Tensor<Double>(holes.nanargmin(axis: 0)), NumPyReference["nanargmin0"])
    let line = Tensor([.nan, 2.0, .nan, 7, 1])
    #expect(line.nanargmax() == 3 && line.nanargmin() == 4 && line.nanmax() == 7 && line.nanmin() == 1)
    #expect(line.nansum() == 10 && line.nanmean() == 10.0 / 3)
    #expect(Tensor([Double.nan]).nanmean().isNaN && Tensor([Double.nan]).nanmax().isNaN)
  }

  @Test(arguments: [-1, 0, 2]) func `triangles and diagonals`(diagonal: Int) {
    let square = NumPyReference["square"]
    expectClose(square.triu(diagonal), NumPyReference["triu\(diagonal)"])
    expectClose(square.tril(diagonal), NumPyReference["tril\(diagonal)"])
    expectClose(square.diagonal(diagonal), NumPyReference["diagonal\(diagonal)"])
  }

  @Test func `the values above the diagonal, row by row`() {
    expectClose(NumPyReference["square"][triuMask(4, 1)], NumPyReference["triu_values"])
  }

  @Test func `covariances and correlations of rows`() {
    expectClose(cov(NumPyReference["wide"]), NumPyReference["cov"], tolerance: 1e-14)
    expectClose(corrcoef(NumPyReference["constant"]), NumPyReference["corrcoef"], tolerance: 1e-14)
  }

  @Test func `elements are replaced where a mask is true, with broadcasting`() {
    let t = Tensor([[1.0, 2, 3], [4, 5, 6]])
    #expect(t.replacing(with: 0, where: t .> 2) == Tensor([[1.0, 2, 0], [0, 0, 0]]))
    let column = Tensor([[10.0], [20]])
    #expect(t.replacing(with: column, where: Tensor([true, false, true])) == Tensor([[10.0, 2, 10], [20, 5, 20]]))
  }

  @Test func `splits cut along an axis`() {
    let t = Tensor<Int>(Array(0..<12), shape: [2, 6])
    let parts = t.split(into: 3, axis: 1)
    #expect(parts.map(\.shape) == [[2, 2], [2, 2], [2, 2]] && parts[1] == Tensor([[2, 3], [8, 9]]))
    #expect(t.split(at: [1, 1, 4], axis: -1).map { $0.shape[1] } == [1, 0, 3, 2])
  }
}
