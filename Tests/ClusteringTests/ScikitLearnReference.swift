// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// What scikit-learn answered, as written by `Fixtures/generate.py`.
struct ScikitLearnReference: Decodable {
  struct Components: Decodable {
    var components: [[Double]]
    var variance: [Double]
    var ratio: [Double]
    var singular: [Double]
    var noise: Double
    var scores: [[Double]]
    var restored: [[Double]]
  }

  struct Means: Decodable {
    var centers: [[Double]]
    var labels: [Int]
    var inertia: Double
    var iterations: Int
  }

  struct Density: Decodable {
    var labels: [Int]
    var core: [Int]
  }

  struct Tree: Decodable {
    var children: [[Int]]
    var distances: [Double]
    var labels: [Int]
  }

  struct Embedding: Decodable {
    var perplexity: Double
    /// The median over eight random starts.
    var divergence: Double
    var iterations: Int
    var learningRate: Double
  }

  var pca: [String: Components]
  var kmeans: [String: Means]
  var dbscan: [String: Density]
  var tree: [String: Tree]
  var threshold: Tree
  var manhattanTree: Tree
  var silhouette: [Double]
  var silhouetteCosine: [Double]
  var agreement: [[Double]]
  var distances: [String: [[Double]]]
  var cosine: [[Double]]
  var tsne: [String: Embedding]

  enum CodingKeys: String, CodingKey {
    case pca, kmeans, dbscan, tree, threshold, silhouette, agreement, distances, cosine, tsne
    case manhattanTree = "manhattan tree"
    case silhouetteCosine = "silhouette cosine"
  }

  static let answers: ScikitLearnReference = {
    let path = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/sklearn.json").path
    return try! JSONDecoder().decode(Self.self, from: FileManager.default.contents(atPath: path)!)
  }()
}

/// The generator's data: groups of normal samples around normal centres.
func blobs(seed: Int, _ count: Int, _ width: Int, groups: Int, spread: Double) -> Tensor<Double> {
  let random = RandomState(seed: seed)
  let centers = random.randn(groups, width) * 3
  let noise = random.randn(count, width) * spread
  return centers[(0..<count).map { $0 % groups }, ...] + noise
}

let plane = blobs(seed: 1, 150, 2, groups: 5, spread: 0.6)
let space = blobs(seed: 2, 120, 3, groups: 4, spread: 0.8)
let wide = blobs(seed: 3, 90, 12, groups: 3, spread: 1)
let low = blobs(seed: 4, 40, 60, groups: 3, spread: 1)

/// Compares with what scikit-learn answered, in units of the largest magnitude. The fixtures hold twelve digits.
func expectClose(
  _ value: Tensor<Double>, _ expected: Tensor<Double>, _ tolerance: Double = 1e-10,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(value.shape == expected.shape, sourceLocation: sourceLocation)
  guard value.shape == expected.shape, !value.isEmpty else { return }
  let error = abs(value - expected).max() / max(abs(expected).max(), 1e-300)
  #expect(error < tolerance, sourceLocation: sourceLocation)
}

/// A process that ended must have said certain things.
func expect(_ result: ExitTest.Result?, toSay parts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
  let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  for part in parts { #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation) }
}
