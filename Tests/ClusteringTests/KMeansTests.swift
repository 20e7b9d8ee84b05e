// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors
import Testing

@Suite struct KMeansTests {
  private func compare(
    _ data: Tensor<Double>, _ parameters: KMeans, _ name: String, weights: Tensor<Double>? = nil
  ) throws {
    let expected = try #require(ScikitLearnReference.answers.kmeans[name])
    let fit = parameters.fit(data, weights: weights)
    #expect(Array(fit.labels) == expected.labels, "\(name)")
    expectClose(fit.centers, Tensor(expected.centers))
    #expect(abs(fit.inertia / expected.inertia - 1) < 1e-10)
    #expect(fit.iterations == expected.iterations)
    #expect(fit.converged && fit.warning == nil)
  }

  @Test(arguments: 0..<4)
  func `the same seed gives scikit-learn's labels, centres and iterations`(seed: Int) throws {
    try compare(plane, KMeans(clusters: 5, seed: seed), "plane \(seed)")
  }

  @Test func `Elkan's algorithm and Lloyd's give the same result`() throws {
    try compare(wide, KMeans(clusters: 8, seed: 3), "wide")
    try compare(wide, KMeans(clusters: 8, seed: 3, algorithm: .elkan), "elkan")
    let many = RandomState(seed: 8).randn(3000, 5)
    let lloyd = KMeans(clusters: 40, seed: 1, tolerance: 0).fit(many)
    let elkan = KMeans(clusters: 40, seed: 1, tolerance: 0, algorithm: .elkan).fit(many)
    #expect(lloyd.labels == elkan.labels && lloyd.iterations == elkan.iterations)
  }

  @Test func `random starts, several starts, given starts and weights are scikit-learn's`() throws {
    try compare(plane, KMeans(clusters: 6, seed: 2, initialization: .random), "random")
    try compare(space, KMeans(clusters: 7, seed: 5, initializations: 4), "several")
    try compare(plane, KMeans(clusters: 3, seed: 0, initialization: .centers(plane[..<3, ...])), "given")
    let weights = Tensor(count: 120) { 1.0 + Double($0 % 3) }
    try compare(space, KMeans(clusters: 4, seed: 6), "weighted", weights: weights)
  }

  @Test func `a cluster without samples takes the farthest one, as in scikit-learn`() throws {
    let far = Tensor([[0.0, 0], [1, 1], [1000, 1000]])
    try compare(plane, KMeans(clusters: 3, seed: 0, initialization: .centers(far)), "far")
  }

  @Test func `each sample is with its nearest centre, and each centre is its samples' mean`() {
    let fit = KMeans(clusters: 5, seed: 1, tolerance: 0).fit(wide)
    #expect(fit.predict(wide) == fit.labels)
    let distances = fit.transform(wide)
    #expect(distances.shape == [90, 5] && distances.argmin(axis: 1) == fit.labels)
    for cluster in 0..<5 {
      expectClose(fit.centers[cluster, ...], wide[fit.labels .== cluster, ...].mean(axis: 0), 1e-12)
    }
    expectClose(Tensor([fit.inertia]), Tensor([(distances.min(axis: 1) * distances.min(axis: 1)).sum()]), 1e-12)
  }

  @Test func `moving and turning the data changes no label`() {
    let fit = KMeans(clusters: 5, seed: 1).fit(plane)
    let turned = plane.matmul(Tensor([[0.6, 0.8], [-0.8, 0.6]])) + 7
    #expect(KMeans(clusters: 5, seed: 1).fit(turned).labels == fit.labels)
  }

  @Test func `fewer different samples than clusters are said`() {
    let fit = KMeans(clusters: 3, seed: 0).fit(Tensor([[0.0], [0], [1], [1]]))
    #expect(fit.warning?.contains("Only 2 of 3 clusters") == true)
    #expect(fit.inertia == 0 && fit.description.contains("Warning"))
  }

  @Test func `iterations that ran out are said`() {
    let fit = KMeans(clusters: 8, seed: 3, maxIterations: 1).fit(wide)
    #expect(!fit.converged && fit.warning?.contains("Not converged after 1 iterations") == true)
    #expect(fit.predict(wide) == fit.labels)
  }

  @Test func `impossible numbers of clusters and wrong centres are refused`() async {
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = KMeans(clusters: 5, seed: 0).fit(zeros(4, 2))
    }
    expect(many, toSay: "5 clusters cannot be made of 4 samples")
    let wrong = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = KMeans(clusters: 2, seed: 0, initialization: .centers(zeros(2, 3))).fit(zeros(4, 2))
    }
    expect(wrong, toSay: "initial centers of shape 2 × 2, but theirs is 2 × 3")
  }
}
