// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Foundation
import Tensors
import Testing

@Suite struct TSNETests {
  /// Kullback and Leibler's divergence by its definition, from joint probabilities over all pairs.
  static func divergence(_ affinities: Tensor<Double>, _ points: Tensor<Double>) -> Double {
    let distances = pairwiseDistances(points)
    var similarities = 1 / (1 + distances * distances)
    for i in 0..<points.shape[0] { similarities[i, i] = 0 }
    let normal = similarities.sum()
    var sum = 0.0
    for (p, q) in zip(affinities, similarities) where p > 0 && q > 0 { sum += p * Foundation.log(p / (q / normal)) }
    return sum
  }

  @Test(arguments: ["wide", "plane"])
  func `the divergence is no higher than scikit-learn's`(name: String) throws {
    let expected = try #require(ScikitLearnReference.answers.tsne[name])
    let data = name == "wide" ? wide : plane
    // The descent is chaotic: rounding alone moves the divergence of one start by a tenth, in scikit-learn as here, and now
    // and then a start ends in a worse valley; so the median of eight starts is compared, whose error is about 2 %.
    let divergences = (0..<8).map { seed in
      TSNE(perplexity: expected.perplexity, initialization: .random(seed: seed)).fit(data).klDivergence
    }
    #expect(divergences.sorted()[3...4].reduce(0, +) / 2 < expected.divergence * 1.03)
    let fit = TSNE(perplexity: expected.perplexity).fit(data)
    #expect(fit.iterations == expected.iterations + 1 && fit.learningRate == expected.learningRate)
    #expect(fit.points.shape == [data.shape[0], 2] && fit.warning == nil)
  }

  @Test func `groups stay apart, and neighbours neighbours`() {
    let fit = TSNE(perplexity: 15).fit(wide)
    let truth = (0..<90).map { $0 % 3 }
    let distances = pairwiseDistances(fit.points)
    for i in 0..<90 {
      let nearest = (0..<90).filter { $0 != i }.min { distances[i, $0] < distances[i, $1] }!
      #expect(truth[nearest] == truth[i])
    }
  }

  @Test func `the tree without shortcuts and all pairs give the same forces`() {
    // 89 neighbours are all the others, so that both minimise the same. A low learning rate keeps the points near their
    // start, so that how far they move is the sum of the forces there and rounding cannot grow.
    let start = Tensor<Double>(Tensor<Float>(RandomState(seed: 2).randn(90, 2) * 3))
    let moves = [TSNE.Method.exact, .barnesHut(angle: 0)].map {
      TSNE(
        perplexity: 29.7, method: $0, initialization: .points(start), learningRate: 0.01, maxIterations: 300
      ).fit(wide).points - start
    }
    #expect(abs(moves[0]).max() > 0.01)
    expectClose(moves[1], moves[0], 1e-3)
  }

  @Test func `the tree's shortcuts cost little divergence`() {
    let data = blobs(seed: 12, 1500, 10, groups: 12, spread: 1)
    let whole = TSNE(method: .barnesHut(angle: 0)).fit(data)
    let fast = TSNE(method: .barnesHut(angle: 0.5)).fit(data)
    #expect(fast.klDivergence < whole.klDivergence * 1.01)
  }

  @Test func `the reported divergence is the points' own`() {
    let fit = TSNE(perplexity: 29, method: .exact).fit(wide)
    let better = TSNE(perplexity: 29, method: .exact, initialization: .points(fit.points), maxIterations: 250).fit(wide)
    #expect(abs(fit.klDivergence - fit.divergenceHistory[-1]) < 1e-4)
    #expect(better.klDivergence.isFinite)
  }

  @Test func `a fit is the same again, and for any start of its own`() {
    let fit = TSNE(perplexity: 15).fit(wide)
    #expect(TSNE(perplexity: 15).fit(wide).points == fit.points)
    let random = TSNE(perplexity: 15, initialization: .random(seed: 3)).fit(wide)
    #expect(random.points != fit.points && random.klDivergence < fit.klDivergence * 1.5)
  }

  @Test func `samples that are all alike are said`() {
    let fit = TSNE(perplexity: 5).fit(ones(20, 3))
    #expect(fit.warning?.contains("All points coincide") == true)
  }

  @Test func `a perplexity that the samples do not allow is refused, naming both`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TSNE(perplexity: 30).fit(RandomState(seed: 1).randn(20, 5))
    }
    expect(result, toSay: "perplexity 30.0 does not fit 20 samples", "try 6")
  }
}
