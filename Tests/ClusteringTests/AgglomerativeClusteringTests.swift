// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors
import Testing

@Suite struct AgglomerativeClusteringTests {
  private func compare(_ fit: FittedAgglomerativeClustering, _ expected: ScikitLearnReference.Tree) {
    #expect(fit.children == Tensor(expected.children))
    expectClose(fit.heights, Tensor(expected.distances))
    #expect(Array(fit.labels) == expected.labels)
  }

  @Test(arguments: AgglomerativeClustering.Linkage.allCases)
  func `merges, heights and labels are SciPy's and scikit-learn's`(linkage: AgglomerativeClustering.Linkage) throws {
    let expected = try #require(ScikitLearnReference.answers.tree[linkage.rawValue])
    compare(AgglomerativeClustering(clusters: 5, linkage: linkage).fit(space), expected)
  }

  @Test func `a threshold on heights cuts where scikit-learn's does`() {
    let fit = AgglomerativeClustering(distanceThreshold: 4).fit(space)
    compare(fit, ScikitLearnReference.answers.threshold)
    #expect(fit.cut(distanceThreshold: 4) == fit.labels && fit.cut(clusters: fit.clusterCount) == fit.labels)
  }

  @Test func `other metrics have scikit-learn's tree`() {
    compare(
      AgglomerativeClustering(clusters: 4, linkage: .average, metric: .manhattan).fit(space),
      ScikitLearnReference.answers.manhattanTree)
  }

  @Test func `each cut splits one cluster of the cut before`() {
    let tree = AgglomerativeClustering(linkage: .average).fit(space)
    for clusters in 1..<30 {
      let (coarse, fine) = (tree.cut(clusters: clusters), tree.cut(clusters: clusters + 1))
      let pairs = Set(zip(fine, coarse).map { $0 * 1000 + $1 })
      #expect(pairs.count == clusters + 1)
    }
    #expect(Set(tree.cut(clusters: 120)).count == 120)
  }

  @Test func `the order of leaves holds every sample once, clusters together`() {
    let tree = AgglomerativeClustering(clusters: 7, linkage: .complete).fit(space)
    #expect(Array(tree.leafOrder).sorted() == Array(0..<120))
    let labels = tree.leafOrder.map { tree.labels[$0] }
    let changes = zip(labels, labels.dropFirst()).filter { $0 != $1 }.count
    #expect(changes == 6)
    #expect(tree.linkageMatrix[-1, 3] == 120)
  }

  @Test func `Ward's linkage with another metric is refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AgglomerativeClustering(linkage: .ward, metric: .cosine).fit(zeros(4, 2))
    }
    expect(result, toSay: "Ward's linkage is defined for Euclidean distances only, but the metric is cosine")
  }
}
