// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors
import Testing

@Suite struct MultipleComparisonTests {
  let p = SciPyReference["p"]

  @Test(arguments: [
    ("bonferroni", MultipleComparison.bonferroni(0.1)), ("holm", .holm(0.1)), ("bh", .benjaminiHochberg(0.1)),
    ("by", .benjaminiYekutieli(0.1)),
  ])
  func `rejections and adjusted p-values are those of statsmodels`(name: String, correction: MultipleComparison) {
    let tests = correction.test(p)
    #expect(Tensor<Double>(tests.rejected) == SciPyReference["\(name) rejected"])
    // Three roundings.
    expectClose(tests.adjusted, SciPyReference["\(name) adjusted"], tolerance: 1e-15)
    #expect(tests.rejected.sum() > 0 && tests.rejected.sum() < 50)
  }

  @Test func `a test without an answer counts and is never rejected`() {
    let tests = MultipleComparison.bonferroni(0.05).test([0.02, .nan, 0.9])
    #expect(tests.rejected == [false, false, false] && tests.adjusted[1].isNaN)
    #expect(MultipleComparison.bonferroni(0.05).test([0.02, 0.9]).rejected == [true, false])
    #expect(tests.description.contains("1 tests have no p-value"))
    #expect(MultipleComparison.holm(0.05).test([.nan, 0.001]).rejected == [false, true])
  }

  @Test func `order does not matter, and shapes are kept`() {
    let order = RandomState(seed: 4).permutation(50)
    for correction in [MultipleComparison.holm(0.1), .benjaminiHochberg(0.1), .benjaminiYekutieli(0.1)] {
      let shuffled = correction.test(p[order, ...])
      #expect(shuffled.rejected == correction.test(p).rejected[order, ...])
      #expect(correction.test(p.reshaped(5, 10)).adjusted.shape == [5, 10])
    }
  }
}
