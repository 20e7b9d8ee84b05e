// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// How well each sample lies in its cluster (Rousseeuw 1987): (b - a) / max(a, b), with a the mean distance to the others
/// of its cluster and b that to the nearest other cluster. From -1 (in the wrong one) to 1; 0 for samples that are alone.
///
/// scikit-learn's `silhouette_samples`; labels may be any numbers, and -1 is a cluster like others, so leave noise out
/// first. Costs samples² · features operations, but no more memory than a few rows of distances. Traps unless there are at
/// least two clusters and fewer than samples.
public func silhouetteSamples(
  _ data: Tensor<some NumberScalar>, _ labels: Tensor<Int>, metric: DistanceMetric = .euclidean
) -> Tensor<Double> {
  let samples = Samples(data, "silhouette")
  let table = LabelTable(labels, rows: samples.count, operation: "silhouette")
  let clusters = table.classes.count
  guard clusters < samples.count else {
    trap(
      "silhouette: \(samples.count) samples in \(clusters) clusters are all alone; there must be fewer clusters than "
        + "samples")
  }
  let values = Scratch(samples.count, filledWith: 0.0)
  DistanceRows(samples, metric: metric).forEachBlock { rows, block in
    var sums = [Double](repeating: 0, count: clusters)
    for (row, i) in rows.enumerated() {
      let line = block + row * samples.count
      for cluster in 0..<clusters { sums[cluster] = 0 }
      for j in 0..<samples.count { sums[table.indices[j]] += line[j] }
      let own = table.indices[i]
      if table.counts[own] == 1 { continue }
      let inside = sums[own] / Double(table.counts[own] - 1)
      var outside = Double.infinity
      for cluster in 0..<clusters where cluster != own {
        outside = min(outside, sums[cluster] / Double(table.counts[cluster]))
      }
      let larger = max(inside, outside)
      values[i] = larger > 0 ? (outside - inside) / larger : 0
    }
  }
  return Tensor(values.elements)
}

/// The mean of ``silhouetteSamples(_:_:metric:)``: how well samples lie in their clusters, -1 to 1.
public func silhouetteScore(
  _ data: Tensor<some NumberScalar>, _ labels: Tensor<Int>, metric: DistanceMetric = .euclidean
) -> Double {
  silhouetteSamples(data, labels, metric: metric).mean()
}
