// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Plotting
import Tensors

extension FittedDBSCAN {
  /// The samples in the colours of their clusters, noise as crosses.
  /// - Parameter points: what was fitted, or another picture of the same samples: samples × 2.
  public func plot(_ points: Tensor<some NumberScalar>) -> Plot {
    Plot("Result of DBSCAN clustering (k=\(clusterCount))") { clusterMarks(points, labels) }
  }
}

extension DBSCAN {
  /// How the number of clusters and the share of noise change with `eps`: a result that holds over a range of it is in the
  /// data.
  public func sensitivity(_ data: Tensor<some NumberScalar>, eps values: Tensor<some NumberScalar>) -> Plot {
    let (data, values) = (data.doubles, values.doubles)
    let fits = values.map { DBSCAN(eps: $0, minSamples: minSamples, metric: metric).fit(data) }
    return Plot("Sensitivity of DBSCAN to eps") {
      Line(values, fits.map(\.clusterCount), "ko-").label("clusters")
      Line(values, fits.map { 100 * Double($0.noiseCount) / Double($0.labels.count) }, "rs-").label("noise")
        .axis(.right)
    }.labels(x: "eps", y: "Number of clusters", right: "Noise (%)")
  }
}

extension FittedKMeans {
  /// The samples in the colours of their clusters, each joined to its centre, and the centres in yellow.
  ///
  /// Of more than two features the first two are drawn.
  /// - Parameter data: what was fitted: samples × features.
  public func plot(_ data: Tensor<some NumberScalar>) -> Plot {
    let data = data.doubles
    return Plot("Result of k-means clustering (k=\(sizes.count))") {
      for cluster in 0..<sizes.count {
        spokes(of: cluster, data).color(clusterColor(cluster, of: sizes.count)).lineWidth(0.7)
      }
      clusterMarks(data, labels)
      Points(centers[..., 0], centers[..., 1], "ko").fill(.yellow).size(10)
    }
  }

  private func spokes(of cluster: Int, _ data: Tensor<Double>) -> Segments {
    var spokes = Segments()
    let center = (centers[cluster, 0], centers[cluster, 1])
    for sample in data[labels .== cluster, ...].rows { spokes.add([(sample[0], sample[1]), center]) }
    return spokes
  }
}

extension FittedPCA {
  /// The share of variance along each component, and of all up to it.
  public var explainedVariancePlot: Plot {
    let cumulative = explainedVarianceRatio.cumsum()
    return Plot("Explained variance") {
      Bars(explainedVarianceRatio * 100).label("one")
      Line(cumulative * 100, "ko-").label("all up to it")
    }.labels(x: "Component", y: "Variance (%)").limits(y: 0...)
  }
}

extension FittedAgglomerativeClustering {
  /// The tree: each bracket joins two clusters at the height of their merge; the brackets of one cluster of the cut share
  /// its colour.
  public var dendrogram: Plot {
    let n = sampleCount
    var place = [Double](repeating: 0, count: 2 * n - 1)
    var height = [Double](repeating: 0, count: 2 * n - 1)
    // The cluster of the cut that a node lies in; -1 above the cut.
    var owner = Array(labels) + [Int](repeating: -1, count: n - 1)
    for (index, leaf) in leafOrder.enumerated() { place[leaf] = Double(index) }
    var brackets: [Int: Segments] = [:]
    for merge in 0..<n - 1 {
      let (a, b, node) = (children[merge, 0], children[merge, 1], n + merge)
      place[node] = (place[a] + place[b]) / 2
      height[node] = heights[merge]
      owner[node] = owner[a] == owner[b] ? owner[a] : -1
      brackets[owner[node], default: Segments()].add([
        (place[a], height[a]), (place[a], heights[merge]), (place[b], heights[merge]), (place[b], height[b]),
      ])
    }
    return Plot("Dendrogram (\(linkage) linkage)") {
      for (cluster, strokes) in brackets.sorted(by: { $0.key < $1.key }) {
        strokes.color(cluster < 0 ? .gray : clusterColor(cluster, of: clusterCount)).lineWidth(1)
      }
    }.labels(x: "Sample, in the tree's order", y: "Height").limits(y: 0...)
  }
}
