// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// What `Tests/Benchmarks/clustering.py` measures: reads the data it wrote, fits, and prints one line of JSON a task.
//
//     bench-clustering FOLDER REPEATS

import Clustering
import Foundation
import Tensors

let folder = CommandLine.arguments[1] + "/"
let repeats = Int(CommandLine.arguments[2]) ?? 3

func data(_ name: String) -> Tensor<Double> {
  do { return try Tensor<Double>(npy: folder + name + ".npy") } catch { fatalError("\(error)") }
}

/// Prints the fastest of some runs, and what the fit is judged by.
func measure(_ name: String, repeats: Int = repeats, _ fit: () -> Double) {
  var (best, result) = (Double.infinity, 0.0)
  for _ in 0..<repeats {
    let start = DispatchTime.now().uptimeNanoseconds
    result = fit()
    best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
  }
  print("{\"name\": \"\(name)\", \"seconds\": \(best), \"value\": \(result)}")
}

let (neurons, large, embedding, many, wide) = (
  data("neurons"), data("large"), data("embedding"), data("many"), data("wide")
)
measure("t-SNE, 289 x 108") { TSNE().fit(neurons).klDivergence }
measure("t-SNE, 4096 x 50", repeats: 1) { TSNE().fit(large).klDivergence }
measure("k-means, 1000 x 2, k = 3") { KMeans(clusters: 3, seed: 0).fit(embedding).inertia }
measure("k-means, 20000 x 64, k = 20") { KMeans(clusters: 20, seed: 0).fit(many).inertia }
measure("DBSCAN, 1000 x 2") { Double(DBSCAN(eps: 1, minSamples: 3).fit(embedding).clusterCount) }
measure("DBSCAN, 4096 x 50") { Double(DBSCAN(eps: 14, minSamples: 5).fit(large).clusterCount) }
measure("PCA, 20000 x 64") { PCA(components: 10).fit(many).explainedVariance.sum() }
measure("Ward's tree, 2000 x 50") { AgglomerativeClustering(clusters: 20).fit(wide).heights.sum() }
measure("silhouette, 2000 x 50") { silhouetteScore(wide, arange(2000).mapElements { $0 % 20 }) }
