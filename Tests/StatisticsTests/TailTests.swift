// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Testing

/// Distributions far out in both tails, against mpmath with 60 digits (`Fixtures/generate_tails.py`).
///
/// All probabilities, logarithms and quantiles are held to 1e-12 of their value: the logarithm of e^-700 has 16 digits,
/// of which the exponential leaves 13.
@Suite struct TailTests {
  private static let rows: [String: [[Double]]] = {
    let file = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/tails.json")
    return try! JSONDecoder().decode([String: [[Double]]].self, from: Data(contentsOf: file))
  }()

  private func expect(_ value: Double, _ exact: Double, _ comment: Comment, _ location: SourceLocation) {
    // Subnormal numbers have fewer digits.
    let slack = max(1e-12 * abs(exact), 1e-310)
    let isRight = value == exact || abs(value - exact) <= slack || (exact == .infinity && value == .infinity)
    #expect(isRight, "\(value) instead of \(exact): \(comment)", sourceLocation: location)
  }

  /// - Parameter row: what mpmath says: below, above, and the logarithms of both.
  private func check(
    _ distribution: some ContinuousDistribution, at x: Double, _ row: ArraySlice<Double>, _ name: String,
    location: SourceLocation = #_sourceLocation
  ) {
    let exact = Array(row)
    expect(distribution.cdf(x), exact[0], "cdf(\(x)), \(name)", location)
    expect(distribution.survival(x), exact[1], "survival(\(x)), \(name)", location)
    expect(distribution.logCDF(x), exact[2], "logCDF(\(x)), \(name)", location)
    expect(distribution.logSurvival(x), exact[3], "logSurvival(\(x)), \(name)", location)
  }

  @Test func `the normal distribution keeps its digits in both tails`() {
    for row in Self.rows["normal"]! { check(NormalDistribution(), at: row[0], row[1...], "normal") }
    for row in Self.rows["normal quantiles"]! {
      expect(NormalDistribution().quantile(row[0]), row[1], "quantile(\(row[0]))", #_sourceLocation)
      expect(NormalDistribution().survivalQuantile(row[0]), -row[1], "above \(row[0])", #_sourceLocation)
    }
  }

  @Test func `Student's distribution keeps its digits in both tails`() {
    for row in Self.rows["student"]! {
      check(StudentTDistribution(degreesOfFreedom: row[0]), at: row[1], row[2...], "\(row[0]) degrees of freedom")
    }
  }

  @Test func `Student's quantiles keep their digits far out and near the middle`() {
    for row in Self.rows["student quantiles"]! {
      let distribution = StudentTDistribution(degreesOfFreedom: row[0])
      expect(distribution.quantile(row[1]), row[2], "quantile(\(row[1])), df \(row[0])", #_sourceLocation)
      expect(distribution.survivalQuantile(row[1]), -row[2], "above \(row[1]), df \(row[0])", #_sourceLocation)
    }
  }

  @Test func `the chi-squared distribution keeps its digits in both tails`() {
    for row in Self.rows["chi squared"]! {
      check(ChiSquaredDistribution(degreesOfFreedom: row[0]), at: row[1], row[2...], "\(row[0]) degrees of freedom")
    }
  }

  @Test func `chi-squared quantiles keep their digits on either side`() {
    for row in Self.rows["chi squared quantiles"]! {
      let distribution = ChiSquaredDistribution(degreesOfFreedom: row[0])
      expect(distribution.quantile(row[1]), row[2], "quantile(\(row[1])), df \(row[0])", #_sourceLocation)
      expect(distribution.survivalQuantile(row[1]), row[3], "above \(row[1]), df \(row[0])", #_sourceLocation)
    }
  }

  @Test func `at the ends of the line and outside probabilities are 0 and 1, and quantiles infinite or NaN`() {
    let distributions: [any ContinuousDistribution] = [
      NormalDistribution(), StudentTDistribution(degreesOfFreedom: 3), ChiSquaredDistribution(degreesOfFreedom: 3),
      StudentTDistribution(degreesOfFreedom: .infinity),
    ]
    for distribution in distributions {
      #expect(distribution.cdf(.infinity) == 1 && distribution.survival(.infinity) == 0)
      #expect(distribution.cdf(-.infinity) == 0 && distribution.survival(-.infinity) == 1)
      #expect(distribution.logSurvival(.infinity) == -.infinity && distribution.logCDF(.infinity) == 0)
      #expect(distribution.quantile(1) == .infinity && distribution.survivalQuantile(0) == .infinity)
      #expect(distribution.cdf(.nan).isNaN && distribution.logSurvival(.nan).isNaN && distribution.logCDF(.nan).isNaN)
      for p in [-0.1, 1.1, .nan] {
        #expect(distribution.quantile(p).isNaN && distribution.survivalQuantile(p).isNaN)
      }
    }
  }
}
