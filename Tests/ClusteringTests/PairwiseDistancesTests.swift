// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors
import Testing

@Suite struct PairwiseDistancesTests {
  @Test(arguments: DistanceMetric.allCases)
  func `distances are scikit-learn's`(metric: DistanceMetric) throws {
    let expected = try #require(ScikitLearnReference.answers.distances[metric.rawValue])
    expectClose(pairwiseDistances(wide[..<6, ...], wide[6..<10, ...], metric: metric), Tensor(expected))
  }

  @Test(arguments: DistanceMetric.allCases)
  func `a matrix of distances is symmetric with zeros on its diagonal`(metric: DistanceMetric) {
    let distances = pairwiseDistances(wide, metric: metric)
    #expect(abs(distances - distances.transposed).max() < 1e-14)
    #expect(distances.diagonal().max() == 0)
  }

  @Test func `samples near each other and far from the origin keep their digits`() {
    let far = Tensor([[1e8, 0.0], [1e8 + 1, 0]])
    #expect(pairwiseDistances(far)[0, 1] == 1)
  }

  @Test func `cosines and inner products are scikit-learn's and NumPy's`() {
    expectClose(cosineSimilarity(wide[..<6, ...]), Tensor(ScikitLearnReference.answers.cosine))
    expectClose(cosineSimilarity(wide[..<6, ...], wide[..<6, ...]), Tensor(ScikitLearnReference.answers.cosine))
    let gram = gramMatrix(wide[..<6, ...])
    #expect(abs(gram[1, 2] - (wide[1, ...] * wide[2, ...]).sum()) < 1e-12)
  }

  @Test func `samples without a direction are at distance 1 from others and 0 from themselves`() {
    let distances = pairwiseDistances(Tensor([[0.0, 0], [1, 2], [0, 0]]), metric: .cosine)
    #expect(Array(distances) == [0, 1, 1, 1, 0, 1, 1, 1, 0])
  }
}
