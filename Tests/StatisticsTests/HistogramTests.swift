// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Tensors
import Testing

@Suite struct HistogramTests {
  private func expect(
    _ bins: BinCounts, like name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(Tensor<Double>(bins.counts), NumPyReference["\(name) counts"], sourceLocation: sourceLocation)
    expectClose(bins.edges, NumPyReference["\(name) edges"], sourceLocation: sourceLocation)
    // Two divisions in another order.
    expectClose(bins.density, NumPyReference["\(name) density"], tolerance: 1e-15, sourceLocation: sourceLocation)
  }

  @Test func `equal bins have NumPy's edges and counts`() {
    expect(histogram(NumPyReference.normal, bins: 100), like: "normal 100")
    expect(histogram(NumPyReference.normal, bins: 7, range: -1...0.5), like: "normal range")
  }

  @Test func `given edges are half open, the last one closed`() {
    expect(histogram(NumPyReference.normal, bins: [-2, -0.5, 0, 0, 3]), like: "normal edges")
    #expect(histogram([0, 1, 1, 2, 2], bins: [0, 1, 2]).counts == [1, 4])
  }

  @Test(arguments: [("fd", BinRule.fd), ("sturges", .sturges), ("auto", .auto)])
  func `rules choose as many bins as NumPy's`(name: String, rule: BinRule) {
    let normal = NumPyReference.normal
    expect(histogram(normal, bins: rule), like: "normal \(name)")
    expect(histogram(normal.mapElements { $0 > 0.8 ? $0 : 0 }, bins: rule), like: "half constant \(name)")
    let whole = Tensor<Int>(normal.mapElements { ($0 * 2).rounded(.toNearestOrEven) })
    expect(histogram(whole, bins: rule), like: "whole \(name)")
  }

  @Test(arguments: [("fd", BinRule.fd), ("sturges", .sturges), ("auto", .auto)])
  func `rules agree on skewed values`(name: String, rule: BinRule) {
    expect(histogram(NumPyReference.normal * NumPyReference.normal, bins: rule), like: "skewed \(name)")
  }

  @Test func `values on the edges fall where the edges say, not where rounding says`() {
    let onEdges = concatenate(linspace(0.1, 0.7, 31), linspace(0.1, 0.7, 61))
    expect(histogram(onEdges, bins: 30), like: "on edges")
    expect(histogram(Tensor<Double>(arange(30)) / 10, bins: 29), like: "tenths")
    expect(histogram(1e9 + Tensor<Double>(arange(50)) / 7, bins: 13), like: "far")
  }

  @Test func `equal values get a range of one around them, no values the range from zero to one`() {
    expect(histogram(Tensor(repeating: 3.25, shape: [5]), bins: 4), like: "constant")
    let none = histogram([Double](), bins: 2)
    #expect(none.counts == [0, 0] && none.edges == [0, 0.5, 1] && none.density[0].isNaN)
  }

  @Test func `values that are no numbers are left out and said`() {
    let bins = histogram([1, .nan, 2, .infinity, 4], bins: 3)
    #expect(bins.counts == [1, 1, 1] && bins.omitted == 2)
    #expect(bins.description.contains("2 values are not counted"))
    #expect(histogram([1, 5, 9], bins: [0, 6]).omitted == 1)
  }
}
