// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

@Suite struct TensorReductionTests {
  let x = NumPyReference["x"]

  @Test(arguments: 0..<3) func `reductions along an axis agree with NumPy`(axis: Int) {
    expectClose(x.sum(axis: axis), NumPyReference["sum\(axis)"])
    expectClose(x.mean(axis: axis), NumPyReference["mean\(axis)"])
    // NumPy squares and adds in the same order; the last bit may differ where it fuses steps.
    expectClose(x.variance(axis: axis, ddof: 1), NumPyReference["var\(axis)"], tolerance: 1e-15)
    expectClose(x.std(axis: axis), NumPyReference["std\(axis)"], tolerance: 1e-15)
    expectClose(x.min(axis: axis), NumPyReference["min\(axis)"])
    expectClose(x.max(axis: axis), NumPyReference["max\(axis)"])
    expectClose(Tensor<Double>(x.argmin(axis: axis)), NumPyReference["argmin\(axis)"])
    expectClose(Tensor<Double>(x.argmax(axis: axis)), NumPyReference["argmax\(axis)"])
    #expect(x.sum(axis: axis, keepingDimensions: true).rank == 3)
    expectClose(x.sum(axis: axis - 3), x.sum(axis: axis))
  }

  @Test func `sums are added pairwise, to the same bits as NumPy`() {
    let many = Tensor(count: 100_003) { sin(Double($0)) * 1e3 }
    let sums = [0, 1, 7, 8, 127, 128, 129, 1000, 4099, 100_003].map { many[..<$0].sum() }
    expectClose(Tensor(sums), NumPyReference["pairwise"])
  }

  @Test func `views reduce like their copies`() {
    let view = x[0..., every(-1), every(2)]
    #expect(view.sum() == Tensor(Array(view), shape: view.shape).sum())
    #expect(view.max(axis: 1) == Tensor(Array(view), shape: view.shape).max(axis: 1))
  }

  @Test func `NaN wins in extremes and spreads in sums`() {
    let t = Tensor([3.0, .nan, 1, .nan])
    #expect(t.min().isNaN && t.max().isNaN && t.sum().isNaN)
    #expect(t.argmin() == 1 && t.argmax() == 1)
    let table = Tensor([[1.0, 2], [.nan, 0]])
    #expect(table.max(axis: 0)[0].isNaN && table.max(axis: 0)[1] == 2)
    #expect(table.argmax(axis: 1) == [1, 0])
  }

  @Test func `ties go to the first`() {
    #expect(Tensor([2, 1, 1, 2]).argmin() == 1)
    #expect(Tensor([2, 1, 1, 2]).argmax() == 0)
  }

  @Test func `empty tensors have sums and no mean`() {
    #expect(zeros(0).sum() == 0)
    #expect(zeros(0).mean().isNaN)
    #expect(zeros(3, 0).sum(axis: 1) == [0, 0, 0])
    #expect(Tensor([1.0]).variance(ddof: 1).isNaN)
  }

  @Test func `integers and masks have means`() {
    #expect(Tensor([1, 2]).mean() == 1.5)
    #expect(Tensor([true, false, true, true]).sum() == 3)
    #expect(Tensor([[true, false], [true, true]]).mean(axis: 0) == [1, 0.5])
  }

  /// The extreme of each line by the definition: the first of equals, the first NaN if there is one.
  private func expectPositions<S: TensorScalar & Comparable>(
    _ x: Tensor<S>, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func place(_ line: [S], _ beats: (S, S) -> Bool) -> Int {
      line.indices.reduce(0) { line[$0] != line[$0] ? $0 : line[$1] != line[$1] || beats(line[$1], line[$0]) ? $1 : $0 }
    }
    let lines = (0..<x.shape[0]).map { Array(x[$0, ...]) }
    #expect(Array(x.argmax(axis: 1)) == lines.map { place($0, >) }, "\(x.shape)", sourceLocation: sourceLocation)
    let turned = x.transposed.contiguous()
    #expect(turned.argmax(axis: 0) == x.argmax(axis: 1) && turned.argmin(axis: 0) == x.argmin(axis: 1))
    let wide = concatenate([Tensor](repeating: turned, count: 25), axis: 1)
    #expect(wide.argmax(axis: 0) == concatenate([Tensor<Int>](repeating: x.argmax(axis: 1), count: 25), axis: 0))
    #expect(Array(x.argmin(axis: 1)) == lines.map { place($0, <) }, "\(x.shape)", sourceLocation: sourceLocation)
  }

  @Test func `positions of extremes are found in lines of every length, with ties, infinities and NaN`() {
    let random = RandomState(seed: 12)
    for length in Array(1...70) + [100, 127, 1023, 1024, 1025, 2049, 5000] {
      var x = random.randint(0..<9, 11, length).mapElements { Double($0) }
      x[1, ...].fill(.infinity)
      x[2, ...].fill(-.infinity)
      x[3, ...].fill(.nan)
      x[4, length / 2] = .nan
      x[5, length - 1] = .nan
      x[10, 0] = -0.0
      expectPositions(x)
      expectPositions(Tensor<Float>(x))
      let whole = random.randint(-100..<100, 7, length)
      expectPositions(whole)
      expectPositions(whole.mapElements { Int8($0) })
      expectPositions(whole.mapElements { UInt16(Swift.abs($0)) })
    }
  }
}
