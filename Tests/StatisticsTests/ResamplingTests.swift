// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Tensors
import Testing

/// With SciPy's own draws, so that numbers agree to rounding.
@Suite struct ResamplingTests {
  let x = SciPyReference.sample[..<30]
  let y = SciPyReference.sample[50..<70] + 0.8

  @Test(arguments: [("percentile", BootstrapMethod.percentile), ("basic", .basic), ("BCa", .bca)])
  func `intervals are those of SciPy's bootstrap with the same seed`(name: String, method: BootstrapMethod) {
    let mean = bootstrap(exp(x), resamples: 500, method: method, seed: 5) { $0.mean() }
    expectClose([mean.low, mean.high, mean.standardError], SciPyReference["bootstrap \(name) mean"], tolerance: 1e-12)
    let difference = bootstrap(x, y, resamples: 500, method: method, seed: 5) { $0.mean() - $1.mean() }
    expectClose(
      [difference.low, difference.high, difference.standardError], SciPyReference["bootstrap \(name) difference"],
      tolerance: 1e-12)
    #expect(mean.description.contains("500 resamples") && mean.distribution.count == 500)
  }

  @Test func `permutation tests are SciPy's with the same seed, and exact where all deals fit`() {
    let cases: [(String, Tensor<Double>, Tensor<Double>, Bool, Bool)] = [
      ("groups", x, y, false, false), ("few", x[..<5], y[..<4], false, true), ("pairs", x[..<20], y, true, false),
      ("few pairs", x[..<8], y[..<8], true, true),
    ]
    let sides: [(Alternative, String)] = [(.twoSided, "two-sided"), (.less, "less"), (.greater, "greater")]
    for (name, a, b, paired, exact) in cases {
      for (side, text) in sides {
        let test = permutationTest(a, b, paired: paired, resamples: 400, alternative: side, seed: 6)
        expectClose(
          [test.statistic, test.pValue], SciPyReference["permutation \(name) \(text)"], tolerance: 1e-12,
          "\(name) \(text)")
        #expect(test.isExact == exact)
      }
    }
  }

  @Test func `any statistic can be tested, and one that never changes has no BCa interval`() {
    #expect(permutationTest(x, y, resamples: 99, seed: 1) { $0.median() - $1.median() }.pValue >= 0.01)
    let constant = bootstrap(x, resamples: 50, seed: 1) { _ in 3 }
    #expect(constant.low.isNaN && constant.warning?.contains("there is no interval") == true)
  }

  @Test func `the curve of thresholds and the area under it are scikit-learn's, ties included`() {
    let labels = Tensor((0..<60).map { $0 % 2 })
    let raw = SciPyReference.sample[..<60] + Tensor<Double>(labels)
    let scores = raw.mapElements { ($0 * 10).rounded(.toNearestOrEven) / 10 }
    let curve = rocCurve(labels, scores)
    #expect(curve.falsePositiveRate == SciPyReference["roc false"])
    #expect(curve.truePositiveRate == SciPyReference["roc true"])
    #expect(curve.thresholds == SciPyReference["roc thresholds"])
    #expect(abs(curve.auc - SciPyReference["roc auc"][0]) < 1e-15)
    #expect(rocCurve(labels, Tensor(repeating: 1, shape: [60])).auc == 0.5)
  }
}
