// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Plotting
import Tensors

/// Points of the plane in the colours of their clusters; noise (negative labels) as black crosses.
///
/// ```swift
/// Plot("Neurons") { clusterMarks(embedding.points, groups.labels) }
/// ```
/// Up to ten clusters are named in the legend, with their sizes.
/// - Parameter points: samples × 2, or more columns of which the first two are drawn.
public func clusterMarks(_ points: Tensor<some NumberScalar>, _ labels: Tensor<Int>) -> [any Mark] {
  let points = points.doubles
  guard points.rank == 2, points.shape[1] >= 2, labels.shape == [points.shape[0]] else {
    trap(
      "clusterMarks: points × 2 and a label for each are needed, but the shapes are \(describe(shape: points.shape)) and "
        + describe(shape: labels.shape))
  }
  let classes = Set(labels).sorted()
  let clusters = classes.filter { $0 >= 0 }
  return classes.map { label in
    let mine = points[labels .== label, ...]
    let name = label < 0 ? "noise" : "cluster \(label)"
    let mark: Points
    if label < 0 {
      mark = Points(mine[..., 0], mine[..., 1], "k+")
    } else {
      mark = Points(mine[..., 0], mine[..., 1], "o").fill(clusterColor(label, of: (clusters.last ?? 0) + 1)).edge(
        .black)
    }
    return clusters.count <= 10 ? mark.label("\(name) (\(mine.shape[0]))") : mark
  }
}

/// The colour of a cluster: those of `tab10` for up to ten, else spread over `tab20b`.
package func clusterColor(_ label: Int, of clusters: Int) -> Color {
  clusters <= 10 ? Colormap.tab10.colors[label % 10] : Colormap.tab20b(Double(label) / Double(clusters))
}
