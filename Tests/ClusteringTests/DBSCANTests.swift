// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors
import Testing

@Suite struct DBSCANTests {
  private func compare(_ data: Tensor<Double>, _ parameters: DBSCAN, _ name: String) throws {
    let expected = try #require(ScikitLearnReference.answers.dbscan[name])
    let fit = parameters.fit(data)
    #expect(Array(fit.labels) == expected.labels, "\(name)")
    #expect(Array(fit.coreSamples) == expected.core)
    #expect(fit.noiseCount == expected.labels.filter { $0 < 0 }.count)
  }

  @Test func `labels and core samples in a grid are scikit-learn's`() throws {
    try compare(plane, DBSCAN(eps: 0.5, minSamples: 4), "plane")
    try compare(space, DBSCAN(eps: 1, minSamples: 5), "space")
    try compare(plane[..., ..<1], DBSCAN(eps: 0.05, minSamples: 3), "line")
    try compare(plane, DBSCAN(eps: 0.6, minSamples: 4, metric: .manhattan), "manhattan")
  }

  @Test func `labels and core samples from all distances are scikit-learn's`() throws {
    try compare(wide, DBSCAN(eps: 3.8, minSamples: 4), "wide")
    try compare(wide, DBSCAN(eps: 2, minSamples: 4, metric: .chebyshev), "chebyshev")
    try compare(wide, DBSCAN(eps: 0.04, minSamples: 4, metric: .cosine), "cosine")
  }

  @Test func `the grid finds what all distances find`() {
    let random = RandomState(seed: 5)
    for width in 1...3 {
      for eps in [0.02, 0.3, 2, 50] {
        let data = random.randn(300, width)
        // Three features of zeros more change no distance, but are too many for the grid.
        let padded = concatenate([data, zeros(300, 3)], axis: 1)
        let parameters = DBSCAN(eps: eps, minSamples: 4)
        #expect(parameters.fit(data).labels == parameters.fit(padded).labels, "\(width) features, eps \(eps)")
      }
    }
  }

  /// Against counts from all distances; scales and offset are such that distances of exactly eps stay exact.
  @Test func `screening by products of Float changes nothing`() {
    let random = RandomState(seed: 6)
    for (scale, offset) in [(1.0, 0.0), (1, 1e6), (0x1p-30, 0), (0x1p30, 0)] {
      // Multiples of 1/4, so that many distances are exactly eps, which is a neighbour still.
      let corners = random.randint(0..<5, 500, 6).mapElements { Double($0) / 4 }
      let data = concatenate([corners, random.randn(500, 6)], axis: 0) * scale + offset
      for eps in [0.5, 0.75, 1.25, 40] {
        let fit = DBSCAN(eps: eps * scale, minSamples: 8).fit(data)
        let near = pairwiseDistances(data).mapElements { $0 * $0 <= eps * scale * (eps * scale) * (1 + 1e-12) }
        let counts = Tensor<Int>(near).sum(axis: 1)
        #expect(fit.coreSamples == (counts .>= 8).positions(), "eps \(eps), scale \(scale), offset \(offset)")
      }
    }
  }

  @Test func `the boundary counts, a border sample joins the first cluster, and the sample itself counts`() {
    // Two clusters of three, and a sample exactly 1 from the nearest of both: border of either.
    let line = Tensor([10.0, 10.5, 11, 12, 13, 13.5, 14])[..., newAxis]
    let fit = DBSCAN(eps: 1, minSamples: 4).fit(line)
    #expect(Array(fit.coreSamples) == [2, 4])
    #expect(Array(fit.labels) == [0, 0, 0, 0, 1, 1, 1])
    #expect(Array(DBSCAN(eps: 1, minSamples: 1).fit(Tensor([[0.0], [5]])).labels) == [0, 1])
  }

  @Test func `weights count like copies of a sample`() {
    let weights = Tensor(count: 150) { Double(1 + $0 % 2) }
    let copies = concatenate([plane, plane[(0..<75).map { 2 * $0 + 1 }, ...]], axis: 0)
    let parameters = DBSCAN(eps: 0.4, minSamples: 6)
    #expect(parameters.fit(plane, weights: weights).labels == parameters.fit(copies).labels[..<150])
  }

  @Test func `all noise is said`() {
    let fit = DBSCAN(eps: 1e-3, minSamples: 4).fit(plane)
    #expect(fit.clusterCount == 0 && fit.noiseCount == 150 && fit.isNoise.all())
    #expect(fit.warning?.contains("All 150 samples are noise") == true && fit.description.contains("Warning"))
  }

  @Test func `wrong parameters and data are refused`() async {
    let eps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DBSCAN(eps: 0).fit(zeros(4, 2))
    }
    expect(eps, toSay: "DBSCAN.fit: eps (0.0) must be positive")
    let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DBSCAN(eps: 1).fit(zeros(4))
    }
    expect(rank, toSay: "two axes (samples × features), but the shape is 4")
  }
}
