// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct TicksTests {
  @Test func `ticks stand where matplotlib puts them`() throws {
    for example in try Fixture.load().ticks {
      let ticks = Ticks.linear(example.low, example.high, maxCount: 9)
      #expect(ticks.values.count == example.places.count, "\(example.low)...\(example.high): \(ticks.values)")
      // Both multiply a step by a whole number; rounding may differ in the last bits.
      for (ours, theirs) in zip(ticks.values, example.places) {
        #expect(abs(ours - theirs) <= 1e-12 * (example.high - example.low))
      }
    }
  }

  struct Labels {
    var low: Double
    var high: Double
    var labels: String
    var factor: String?
  }

  static let labelCases = [
    Labels(low: 0, high: 1, labels: "0.0 0.2 0.4 0.6 0.8 1.0"),
    Labels(low: -3, high: 6, labels: "−3 −2 −1 0 1 2 3 4 5 6"),
    Labels(low: 0.72, high: 1.09, labels: "0.75 0.80 0.85 0.90 0.95 1.00 1.05"),
    Labels(low: -100, high: 20000, labels: "0 2500 5000 7500 10000 12500 15000 17500 20000"),
    Labels(low: 0, high: 1e-7, labels: "0.0 0.2 0.4 0.6 0.8 1.0", factor: "$\\times 10^{-7}$"),
    Labels(low: 0, high: 123_456_789, labels: "0.0 0.2 0.4 0.6 0.8 1.0 1.2", factor: "$\\times 10^{8}$"),
    Labels(
      low: 1e9 - 1, high: 1e9 + 1, labels: "−1.00 −0.75 −0.50 −0.25 0.00 0.25 0.50 0.75 1.00", factor: "+$10^{9}$"),
  ]

  @Test(arguments: labelCases)
  func `labels have the decimals of their step`(example: Labels) {
    let ticks = Ticks.linear(example.low, example.high, maxCount: 9)
    #expect(ticks.labels.joined(separator: " ") == example.labels)
    #expect(ticks.factor == example.factor)
  }

  @Test func `a logarithmic axis has decades with eight ticks between`() {
    let ticks = Ticks.logarithmic(0.008, 1.26, maxCount: 9)
    #expect(ticks.labels == ["$10^{-2}$", "$10^{-1}$", "$10^{0}$"])
    #expect(ticks.minor.count == 18, "8e-3, 9e-3, two decades of 8 and none beyond: \(ticks.minor)")
  }

  @Test func `many decades are thinned and have nothing between`() {
    let ticks = Ticks.logarithmic(1e-15, 10, maxCount: 9)
    #expect(ticks.values.count <= 9)
    #expect(ticks.values.count >= 5)
    #expect(ticks.minor.isEmpty)
  }

  @Test func `less than a decade is labelled between`() {
    #expect(Ticks.logarithmic(4, 60, maxCount: 9).labels == ["4", "6", "10", "20", "30", "40", "60"])
    #expect(Ticks.logarithmic(0.45, 5.5, maxCount: 9).labels == ["0.6", "1", "2", "3", "4"])
  }

  @Test func `whole data have whole ticks`() {
    #expect(Ticks.linear(-0.5, 19.5, maxCount: 9, wholeNumbers: true).values == [0, 5, 10, 15])
    #expect(Ticks.linear(0, 2, maxCount: 9, wholeNumbers: true).labels == ["0", "1", "2"])
  }

  @Test func `zero is never negative`() {
    #expect(NumberText.fixed(-0.001, decimals: 2) == "0.00")
    #expect(NumberText.fixed(-0.25, decimals: 1) == "−0.3")
    #expect(NumberText.fixed(2.5, decimals: 0) == "3")
  }
}
