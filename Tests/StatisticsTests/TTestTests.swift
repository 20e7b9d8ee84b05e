// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Tensors
import Testing

/// To 1e-12 of SciPy's numbers. Column 1 lies 10,000 from zero, which costs SciPy and us four digits of the difference.
@Suite struct TTestTests {
  let a = SciPyReference.a
  let b = SciPyReference.b

  private func expect(
    _ test: TTest, like name: String, interval: ConfidenceInterval? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func close(_ actual: Tensor<Double>, _ field: String, _ tolerance: Double) {
      expectClose(
        actual, SciPyReference["\(name) \(field)"], tolerance: tolerance, "\(name) \(field)",
        sourceLocation: sourceLocation)
    }
    let near = Tensor(count: 15) { $0 }.mapElements { $0 != 1 }
    func without1(_ x: Tensor<Double>) -> Tensor<Double> { x.rank == 1 && x.count == 15 ? x[near] : x }
    for (field, values) in [("statistic", test.statistic), ("pvalue", test.pValue)] {
      expectClose(
        without1(values), without1(SciPyReference["\(name) \(field)"]), tolerance: 1e-12, "\(name) \(field)",
        sourceLocation: sourceLocation)
      close(values, field, 1e-9)
    }
    let df = SciPyReference["\(name) df"]
    expectClose(test.degreesOfFreedom, df.count == 1 ? Tensor(repeating: df[0], shape: [15]) : df, tolerance: 1e-12)
    if let interval { close(concatenate(interval.low, interval.high), "interval", 1e-11) }
  }

  @Test func `tests of two groups are SciPy's in every direction`() {
    let sides: [(Alternative, String)] = [(.twoSided, "two-sided"), (.less, "less"), (.greater, "greater")]
    for (side, name) in sides {
      let student = tTest(a, b, alternative: side)
      expect(student, like: "student \(name)", interval: student.confidenceInterval(0.9))
      let welch = tTest(a, b, .welch, alternative: side)
      expect(welch, like: "welch \(name)", interval: welch.confidenceInterval(0.9))
    }
  }

  @Test func `tests of pairs and of one group are SciPy's`() {
    let paired = tTest(a, b[..<40, ...], .paired)
    expect(paired, like: "paired", interval: paired.confidenceInterval())
    expect(tTest(a, mean: 0.3, alternative: .greater), like: "one sample")
  }

  @Test func `single precision is summed in double precision`() {
    let test = tTest(Tensor<Float>(a), Tensor<Float>(b))
    let exact = tTest(Tensor<Double>(Tensor<Float>(a)), Tensor<Double>(Tensor<Float>(b)))
    expectClose(test.pValue, exact.pValue, tolerance: 1e-12)
  }

  @Test func `one list against another gives one test`() {
    let test = tTest(a[..., 0], b[..., 0])
    #expect(test.pValue.shape == [] && test.pValue.item == tTest(a, b).pValue[0])
    #expect(test.description.contains("Student's t-test, 40 and 60 samples"))
  }

  @Test func `every column has the same answer alone as among thousands, whatever the number of rows`() {
    let wide = RandomState(seed: 3).randn(300, 515)
    let (left, right) = (wide[..<130, ...], wide[130..., ...])
    let all = tTest(left, right)
    for column in [0, 63, 64, 511, 514] {
      #expect(tTest(left[..., column], right[..., column]).pValue.item == all.pValue[column])
    }
  }

  @Test func `p-values too small for a number have a logarithm`() {
    let test = tTest(a * 1e-3 + 1e3, b * 1e-3)
    #expect(test.pValue.min() == 0)
    #expect(test.logPValue.isFinite.all() && test.logPValue.min() < -690)
    let moderate = tTest(a, b)
    // The logarithm of a number has its error divided by the number's own size; 2 roundings.
    #expect(abs(log(moderate.pValue) - moderate.logPValue).max() < 1e-12)
  }

  @Test func `shift and scale change nothing, order of groups the sign`() {
    let (test, moved) = (tTest(a, b), tTest(a * 8 - 16, b * 8 - 16))
    // Scaling by 8 is exact; the shift rounds.
    expectClose(moved.statistic[2...], test.statistic[2...], tolerance: 1e-11)
    #expect(tTest(b, a).statistic == -test.statistic)
  }

  @Test func `columns without an answer are NaN and said, equal columns too`() {
    var (x, y) = (a, b)
    x[3, 4] = .nan
    x[..., 6] = Tensor(repeating: 0.1, shape: [40])
    y[..., 6] = Tensor(repeating: 0.1, shape: [60])
    x[..., 7] = Tensor(repeating: 0.3, shape: [40])
    y[..., 7] = Tensor(repeating: 0.1, shape: [60])
    for kind in [TTest.Kind.student, .welch] {
      let test = tTest(x, y, kind)
      #expect(test.pValue.isNaN.sum() == 2 && test.pValue[4].isNaN && test.pValue[6].isNaN)
      #expect(test.statistic[7] == .infinity && test.pValue[7] == 0)
      #expect(test.warning?.contains("2 of 15 columns have no t-test") == true)
      #expect(test.description.contains("Warning: 2 of 15"))
      #expect(!test.significant(.bonferroni(0.05))[4] && test.significant(.bonferroni(0.05))[7])
    }
  }
}
