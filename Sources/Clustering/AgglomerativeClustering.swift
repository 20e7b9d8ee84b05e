// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Hierarchical clustering from the bottom up; the parameters of a fit.
///
/// ```swift
/// let tree = AgglomerativeClustering(clusters: 4).fit(activations)
/// tree.labels
/// tree.cut(clusters: 6)                         // other groups of the same tree
/// AgglomerativeClustering(distanceThreshold: 10, linkage: .average).fit(activations)
/// ```
/// Each sample starts as a cluster; the two nearest clusters are merged until one is left. Heights and merges are SciPy's
/// `linkage`, labels scikit-learn's. All distances are kept: samples² / 2 numbers, and samples² · features operations.
public struct AgglomerativeClustering: UnsupervisedEstimator {
  /// How far two clusters are from each other.
  public enum Linkage: String, Sendable, Hashable, CaseIterable {
    /// The rise in the sum of squared distances from the centres that merging would bring (Ward 1963); Euclidean only.
    case ward
    /// The largest distance of two samples.
    case complete
    /// The mean distance of two samples.
    case average
    /// The smallest distance of two samples.
    case single
  }

  /// Where the tree is cut.
  public enum Cut: Sendable, Hashable {
    /// Into so many clusters.
    case clusters(Int)
    /// Below merges at this height or above.
    case distanceThreshold(Double)
  }

  public var cut: Cut
  public var linkage: Linkage
  public var metric: DistanceMetric

  public init(clusters: Int = 2, linkage: Linkage = .ward, metric: DistanceMetric = .euclidean) {
    (cut, self.linkage, self.metric) = (.clusters(clusters), linkage, metric)
  }

  public init(distanceThreshold: Double, linkage: Linkage = .ward, metric: DistanceMetric = .euclidean) {
    (cut, self.linkage, self.metric) = (.distanceThreshold(distanceThreshold), linkage, metric)
  }

  /// Builds the tree of samples × features and cuts it.
  ///
  /// Traps on fewer than two samples, on values that are not finite, on more clusters than samples, and on Ward's linkage
  /// with another than the Euclidean metric.
  public func fit(_ data: Tensor<some NumberScalar>) -> FittedAgglomerativeClustering {
    let samples = Samples(data, "AgglomerativeClustering.fit", atLeast: 2)
    guard linkage != .ward || metric == .euclidean else {
      trap(
        "AgglomerativeClustering.fit: Ward's linkage is defined for Euclidean distances only, but the metric is "
          + "\(metric); choose .average, .complete or .single")
    }
    if case .clusters(let clusters) = cut, !(1...samples.count).contains(clusters) {
      trap(
        "AgglomerativeClustering.fit: \(clusters) clusters cannot be made of \(samples.count) samples; choose 1 to "
          + "\(samples.count)")
    }
    let distances = CondensedDistances(samples, metric)
    let merges = linkage == .single ? distances.singleLinkage() : distances.neighborChain(linkage)
    return FittedAgglomerativeClustering(self, tree(merges, samples.count), featureCount: samples.width)
  }

  /// Merges in rising order of height, with clusters numbered as they come into being.
  private func tree(_ merges: [Merge], _ count: Int) -> [Merge] {
    // Stable, as SciPy sorts them.
    let order = merges.indices.sorted {
      merges[$0].height < merges[$1].height || (merges[$0].height == merges[$1].height && $0 < $1)
    }
    var sets = DisjointSets(count)
    var names = Array(0..<count)
    return order.enumerated().map { step, index in
      let merge = merges[index]
      let (a, b) = (sets.root(of: merge.first), sets.root(of: merge.second))
      var (first, second) = (names[a], names[b])
      // The smaller first, but for single linkage, of which scikit-learn keeps the order of the spanning tree's edges.
      if linkage != .single && first > second { swap(&first, &second) }
      sets.unite(a, b)
      names[min(a, b)] = count + step
      return Merge(first: first, second: second, height: merge.height)
    }
  }
}

/// Two clusters that become one.
struct Merge: Sendable {
  var first: Int
  var second: Int
  var height: Double
}
