// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Tensors
import Testing

/// Against mpmath with 40 digits; tails to 1e-12 of their value, however small.
@Suite struct DistributionsTests {
  private func expect(
    _ value: Double, _ exact: Double, within tolerance: Double = 1e-12, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // Subnormal numbers have fewer digits.
    if abs(exact) < 1e-300 && value < 1e-300 { return }
    #expect(
      abs(value - exact) <= tolerance * abs(exact), "\(value) instead of \(exact): \(comment)",
      sourceLocation: sourceLocation)
  }

  @Test func `Student's tails and their logarithms are exact at every number of degrees of freedom`() {
    for row in SciPyReference.rows("student", 4) {
      let (t, distribution) = (row[0], StudentTDistribution(degreesOfFreedom: row[1]))
      expect(2 * distribution.survival(t), row[2], "t = \(t), df = \(row[1])")
      expect(distribution.cdf(-t), row[2] / 2, "t = \(-t), df = \(row[1])")
      let log2 = 0.6931471805599453
      // Near p = 1 the logarithm is near 0 and has the error of p.
      let logarithm = distribution.logSurvival(t) + log2
      #expect(
        abs(logarithm - row[3]) <= 1e-12 * max(abs(row[3]), 1),
        "\(logarithm) instead of \(row[3]): t = \(t), df = \(row[1])")
    }
  }

  @Test func `normal tails and their logarithms are exact`() {
    for row in SciPyReference.rows("normal", 3) {
      expect(NormalDistribution().survival(row[0]), row[1], "z = \(row[0])")
      expect(NormalDistribution().logSurvival(row[0]), row[2], "z = \(row[0])")
    }
  }

  @Test func `both tails of the chi-squared distribution are exact`() {
    for row in SciPyReference.rows("chi squared", 5) {
      let distribution = ChiSquaredDistribution(degreesOfFreedom: row[1])
      expect(distribution.cdf(row[0]), row[2], "x = \(row[0]), k = \(row[1])")
      expect(distribution.survival(row[0]), row[3], "x = \(row[0]), k = \(row[1])")
      // The logarithm of a tail near 1 has the absolute error of the tail.
      let logarithm = distribution.logSurvival(row[0])
      #expect(abs(logarithm - row[4]) <= 1e-12 * max(1, abs(row[4])), "x = \(row[0]), k = \(row[1])")
    }
  }

  @Test func `quantiles are SciPy's`() {
    for row in SciPyReference.rows("quantiles", 5) {
      expect(NormalDistribution().quantile(row[0]), row[1], within: 1e-13, "normal, p = \(row[0])")
      // SciPy's own quantiles of t and χ² are good to about 1e-12; the upper ones lose digits in 1 - p.
      expect(
        StudentTDistribution(degreesOfFreedom: 3.5).quantile(row[0]), row[2], within: 1e-11, "t 3.5, p = \(row[0])")
      expect(
        StudentTDistribution(degreesOfFreedom: 106).quantile(row[0]), row[3], within: 1e-11, "t 106, p = \(row[0])")
      expect(ChiSquaredDistribution(degreesOfFreedom: 5).quantile(row[0]), row[4], within: 1e-11, "χ² 5, p = \(row[0])")
    }
  }

  @Test func `infinitely many degrees of freedom make the normal distribution`() {
    let t = StudentTDistribution(degreesOfFreedom: .infinity)
    for z in [0.1, 1, 4, 30] { expect(t.survival(z), NormalDistribution().survival(z), within: 1e-13, "z = \(z)") }
    expect(t.quantile(0.975), NormalDistribution().quantile(0.975), within: 1e-13, "0.975")
  }
}
