// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors
import Testing

@Suite struct ClusterQualityTests {
  let truth = arange(150).mapElements { $0 % 5 }

  @Test func `silhouettes are scikit-learn's`() {
    let expected = Tensor(ScikitLearnReference.answers.silhouette)
    expectClose(silhouetteSamples(plane, truth), expected)
    #expect(abs(silhouetteScore(plane, truth) - expected.mean()) < 1e-11)
    expectClose(
      silhouetteSamples(wide, arange(90).mapElements { $0 % 3 }, metric: .cosine),
      Tensor(ScikitLearnReference.answers.silhouetteCosine))
  }

  @Test func `a sample alone in its cluster has silhouette 0, and names of labels do not matter`() {
    let line = Tensor([0.0, 1, 10, 11, 50])[..., newAxis]
    let values = silhouetteSamples(line, [7, 7, -1, -1, 3])
    #expect(values[4] == 0 && values[0] > 0.8)
    #expect(silhouetteSamples(line, [0, 0, 1, 1, 2]) == values)
  }

  @Test func `agreement of groupings is scikit-learn's`() {
    let density = Tensor(ScikitLearnReference.answers.dbscan["plane"]!.labels)
    let others = [
      density, arange(150).mapElements { $0 / 30 }, Tensor(repeating: 0, shape: [150]),
      (truth + 2).mapElements { $0 % 5 },
    ]
    for (other, expected) in zip(others, ScikitLearnReference.answers.agreement) {
      #expect(abs(adjustedRandIndex(truth, other) - expected[0]) < 1e-11)
      #expect(abs(mutualInformation(truth, other) - expected[1]) < 1e-11)
      #expect(abs(normalizedMutualInformation(truth, other) - expected[2]) < 1e-11)
      #expect(abs(adjustedMutualInformation(truth, other) - expected[3]) < 1e-11)
    }
  }

  @Test func `agreement is the same both ways and under other names`() {
    let random = RandomState(seed: 4)
    let (a, b) = (random.randint(0..<6, 200), random.randint(0..<4, 200))
    let renamed = b.mapElements { [9, -3, 0, 100][$0] }
    for measure in [adjustedRandIndex, normalizedMutualInformation, adjustedMutualInformation] {
      #expect(abs(measure(a, b) - measure(b, a)) < 1e-12)
      #expect(abs(measure(a, b) - measure(a, renamed)) < 1e-12)
      #expect(abs(measure(a, a) - 1) < 1e-12)
      #expect(abs(measure(Tensor(repeating: 1, shape: [5]), Tensor(repeating: 2, shape: [5])) - 1) < 1e-12)
    }
    #expect(contingencyMatrix([0, 0, 1], [5, 7, 7]) == Tensor([[1, 1], [0, 1]]))
  }

  @Test func `labels that do not fit and clusters of one are refused`() async {
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = adjustedRandIndex([0, 1], [0, 1, 1])
    }
    expect(short, toSay: "adjustedRandIndex: two labels for each sample are needed, but the shapes are 2 and 3")
    let alone = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = silhouetteScore(zeros(3, 2), [0, 1, 2])
    }
    expect(alone, toSay: "3 samples in 3 clusters are all alone")
  }
}
