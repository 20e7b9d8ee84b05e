// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Tensors
import Testing

@Suite struct RankTestTests {
  private static let sides: [(Alternative, String)] = [
    (.twoSided, "two-sided"), (.less, "less"), (.greater, "greater"),
  ]

  private func halves(_ x: Tensor<Double>) -> Tensor<Double> { x.mapElements { ($0 * 2).rounded(.toNearestOrEven) } }

  /// Columns without ties, with ties, and with zeros.
  private var few: Tensor<Double> {
    var x = SciPyReference.sample[3000..<3021].reshaped(7, 3)
    x[..., 1...] = halves(x[..., 1...])
    return x
  }

  private var many: Tensor<Double> {
    var x = SciPyReference.sample[3030..<3150].reshaped(40, 3) + 0.5
    x[..., 1...] = halves(x[..., 1...])
    return x
  }

  @Test(arguments: [("auto", RankTest.Method.auto), ("asymptotic", .asymptotic)])
  func `U and its p-values are SciPy's, exact and asymptotic, with and without ties`(
    name: String, method: RankTest.Method
  ) {
    for (side, text) in Self.sides {
      let test = mannWhitneyU(few, many, alternative: side, method: method)
      let expected = SciPyReference["mannwhitney \(name) \(text)"].reshaped(2, 3)
      #expect(test.statistic == expected[0, ...])
      expectClose(test.pValue, expected[1, ...], tolerance: 1e-12, "\(name) \(text)")
      #expect(abs(exp(test.logPValue) - test.pValue).max() < 1e-12)
    }
  }

  @Test func `signed ranks and their p-values are SciPy's for every size and with ties and zeros`() {
    for (side, text) in Self.sides {
      for length in [9, 20, 40] {
        for column in 0..<3 {
          let values = many[..<length, column] - (column == 0 ? 0.7 : 0)
          let test = wilcoxon(values, alternative: side)
          expectClose(
            [test.statistic.item, test.pValue.item], SciPyReference["wilcoxon \(length) \(column) \(text)"],
            tolerance: 1e-12, "\(length) \(column) \(text)")
        }
      }
    }
    let long = wilcoxon(SciPyReference.sample[..<200] + 0.3)
    expectClose([long.statistic.item, long.pValue.item], SciPyReference["wilcoxon long"], tolerance: 1e-12)
  }

  @Test func `the most extreme order has the probability of one in all orders`() {
    let (low, high) = (Tensor<Double>(arange(7)), Tensor<Double>(arange(10, 14)))
    // 11 choose 4 orders.
    #expect(abs(mannWhitneyU(high, low, alternative: .greater).pValue.item * 330 - 1) < 1e-14)
    #expect(mannWhitneyU(low, high, alternative: .greater).pValue.item == 1)
    let many = Tensor<Double>(arange(3000))
    let product = (1...8).reduce(1.0) { $0 * Double($1) / Double(3000 + $1) }
    let test = mannWhitneyU(Tensor<Double>(arange(4000, 4008)), many, alternative: .greater)
    #expect(abs(test.pValue.item / product - 1) < 1e-12)
    // 5 differences of one sign: one in 2^5.
    #expect(wilcoxon([1.0, 2, 3, 4, 5], alternative: .greater).pValue.item == 1.0 / 32)
  }

  @Test func `pairs are tested by their differences, groups swapped give the other U`() {
    let (a, b) = (many[..<20, ...], many[20..., ...])
    #expect(wilcoxon(a, b).pValue == wilcoxon(a - b).pValue)
    #expect((mannWhitneyU(a, b).statistic + mannWhitneyU(b, a).statistic) == Tensor(repeating: 400, shape: [3]))
    expectClose(mannWhitneyU(a, b).pValue, mannWhitneyU(b, a).pValue, tolerance: 1e-14)
    let labels = Tensor((0..<40).map { $0 < 20 ? 1 : 0 })
    #expect(abs(mannWhitneyU(a, b).superiority[0] - rocCurve(labels, many[..., 0]).auc) < 1e-15)
  }

  @Test func `columns without an answer are NaN and said`() {
    var x = few
    x[2, 0] = .nan
    x[..., 1] = Tensor(repeating: 1, shape: [7])
    let test = mannWhitneyU(x, x)
    #expect(test.pValue[0].isNaN && test.pValue[1].isNaN && !test.pValue[2].isNaN)
    #expect(test.warning?.contains("2 of 3 columns") == true && test.description.contains("Warning"))
    #expect(wilcoxon(x, x).pValue.isNaN.all())
  }

  @Test func `counts are tested as SciPy does`() {
    let table: Tensor<Double> = Tensor([[12.0, 5, 9], [3, 14, 8]])
    for (name, counts) in [("wide", table), ("square", table[..., ..<2])] {
      let test = chiSquareTest(contingency: counts)
      expectClose(
        [test.statistic, test.degreesOfFreedom, test.pValue], SciPyReference["contingency \(name)"], tolerance: 1e-12)
    }
    let test = chiSquareTest([16, 18, 16, 14, 12, 12], expected: [16, 16, 16, 16, 16, 8])
    expectClose([test.statistic, test.pValue], SciPyReference["chi square"], tolerance: 1e-12)
    #expect(chiSquareTest([1, 2, 3]).warning?.contains("3 of 3 expected counts are below 5") == true)
  }
}
