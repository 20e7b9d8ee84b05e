// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Foundation
import Tensors
import Testing

/// Where the reference files of the clustering lecture are; nil if nowhere.
private let referenceFolder: String? = {
  let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let beside = repository.deletingLastPathComponent().appendingPathComponent("shared").path
  let named = ProcessInfo.processInfo.environment["MARTLET_SHARED"]
  return [named, beside].compactMap { $0 }.map { $0 + "/reference/seed4_clusters/" }
    .first { FileManager.default.fileExists(atPath: $0 + "acts.npy") }
}()

/// The clustering lecture at full size, against reference files that are too large to keep here: a folder `shared`
/// beside the repository, or named by MARTLET_SHARED.
@Suite(
  .enabled(
    if: referenceFolder != nil,
    "no reference files: set MARTLET_SHARED to the folder that holds reference/seed4_clusters"))
struct ReferenceFilesTests {
  private func path(_ name: String) throws -> String { try #require(referenceFolder) + name }
  private func read(_ name: String) throws -> Tensor<Double> { try Tensor<Double>(npy: try path(name + ".npy")) }

  /// The significant neurons' activations: neurons × sentences.
  private func neurons() throws -> Tensor<Double> {
    let significant = try Tensor<Int>(npy: try path("sig_neurons.npy"))
    return try read("acts")[..., significant].transposed
  }

  private func json(_ name: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: try path(name + ".json"))))
  }

  @Test func `t-SNE's divergence is no higher than scikit-learn's, by exact affinities`() throws {
    let fit = TSNE(perplexity: 30).fit(try neurons())
    let expected = try #require(try json("tsne") as? [String: Double])
    let exact = TSNETests.divergence(try read("tsne_P"), fit.points)
    #expect(abs(fit.klDivergence - exact) < 1e-5)
    #expect(exact <= expected["kl_exact"]!)
    #expect(Double(fit.learningRate) == expected["learning_rate"])
  }

  @Test func `the tree's divergence is no higher than scikit-learn's either`() throws {
    let fit = TSNE(perplexity: 30, method: .barnesHut()).fit(try neurons())
    let expected = try #require(try json("tsne") as? [String: Double])
    #expect(TSNETests.divergence(try read("tsne_P"), fit.points) <= expected["kl_exact"]! * 1.002)
  }

  @Test func `inner products and cosines are NumPy's`() throws {
    let neurons = try neurons()
    expectClose(gramMatrix(neurons), try read("gram"), 1e-13)
    let order = try Tensor<Int>(npy: try path("dbscan_labels.npy"))
    // NumPy's quicksort is not stable, so only the set of values can be compared.
    #expect(order.count == 289)
    expectClose(
      cosineSimilarity(neurons).flattened().sorted(), (try read("cossims_dbscan")).flattened().sorted(), 1e-13)
  }

  @Test func `DBSCAN's and k-means' labels on the saved embedding are scikit-learn's`() throws {
    let embedding = try Tensor<Float>(npy: try path("tsne_result.npy"))
    let density = DBSCAN(eps: 1, minSamples: 3).fit(embedding)
    #expect(density.labels == (try Tensor<Int>(npy: try path("dbscan_labels.npy"))))
    let means = KMeans(clusters: 3, seed: 0).fit(embedding)
    let labels = try Tensor<Int32>(npy: try path("kmeans_labels.npy"))
    #expect(Array(means.labels) == labels.map { Int($0) })
    // scikit-learn computes in single precision here.
    expectClose(means.centers, Tensor<Double>(try Tensor<Float>(npy: try path("kmeans_centers.npy"))), 1e-6)
  }
}
