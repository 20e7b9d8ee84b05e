// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// A tree of clusters, and the groups it was cut into.
public struct FittedAgglomerativeClustering: FittedEstimator {
  /// Merges × 2: the clusters that became one, in order of height. Numbers below the number of samples are samples; the
  /// cluster that merge i made has that number plus i. SciPy's and scikit-learn's `children_`.
  public let children: Tensor<Int>
  /// The distance of the two clusters of each merge; never falling.
  public let heights: Tensor<Double>
  /// One a sample, 0 ..< ``clusterCount``.
  public let labels: Tensor<Int>
  public let clusterCount: Int
  /// How many samples are in each cluster.
  public let sizes: Tensor<Int>
  public let linkage: AgglomerativeClustering.Linkage
  public let metric: DistanceMetric
  public let featureCount: Int
  public var warning: String? { nil }
  public var sampleCount: Int { labels.count }

  init(_ parameters: AgglomerativeClustering, _ tree: [Merge], featureCount: Int) {
    children = Tensor(tree.flatMap { [$0.first, $0.second] }, shape: [tree.count, 2])
    heights = Tensor(tree.map(\.height))
    switch parameters.cut {
    case .clusters(let clusters): clusterCount = clusters
    case .distanceThreshold(let threshold):
      clusterCount = tree.reduce(1) { $0 + ($1.height >= threshold ? 1 : 0) }
    }
    labels = Self.labels(of: children, clusterCount)
    sizes = clusterSizes(labels, clusterCount)
    linkage = parameters.linkage
    metric = parameters.metric
    self.featureCount = featureCount
  }

  /// The labels of the same tree cut into another number of clusters.
  public func cut(clusters: Int) -> Tensor<Int> {
    guard (1...sampleCount).contains(clusters) else {
      trap("cut: \(clusters) clusters cannot be made of \(sampleCount) samples; choose 1 to \(sampleCount)")
    }
    return Self.labels(of: children, clusters)
  }

  /// The labels of the same tree cut below merges at a height or above.
  public func cut(distanceThreshold: Double) -> Tensor<Int> {
    cut(clusters: heights.reduce(1) { $0 + ($1 >= distanceThreshold ? 1 : 0) })
  }

  /// SciPy's linkage matrix, merges × 4: both clusters, height, number of samples.
  public var linkageMatrix: Tensor<Double> {
    var counts = [Int](repeating: 1, count: sampleCount)
    var rows: [Double] = []
    for i in 0..<children.shape[0] {
      counts.append(counts[children[i, 0]] + counts[children[i, 1]])
      rows += [Double(children[i, 0]), Double(children[i, 1]), heights[i], Double(counts[sampleCount + i])]
    }
    return Tensor(rows, shape: [children.shape[0], 4])
  }

  /// The samples in the order in which a drawing of the tree has no crossing lines: each merge's first cluster left.
  public var leafOrder: Tensor<Int> {
    var (order, stack) = ([Int](), [sampleCount + children.shape[0] - 1])
    while let node = stack.popLast() {
      if node < sampleCount {
        order.append(node)
      } else {
        stack += [children[node - sampleCount, 1], children[node - sampleCount, 0]]
      }
    }
    return Tensor(order)
  }

  /// Opens the highest clusters until there are enough. Numbers follow scikit-learn's, the places in Python's heap.
  private static func labels(of children: Tensor<Int>, _ clusters: Int) -> Tensor<Int> {
    let count = children.shape[0] + 1
    var heap = NodeHeap(2 * count - 2)
    for _ in 1..<max(clusters, 1) {
      let opened = heap.nodes[0] - count
      heap.push(children[opened, 0])
      heap.replaceFirst(with: children[opened, 1])
    }
    var labels = [Int](repeating: 0, count: count)
    for (label, root) in heap.nodes.enumerated() {
      var stack = [root]
      while let node = stack.popLast() {
        if node < count {
          labels[node] = label
        } else {
          stack += [children[node - count, 0], children[node - count, 1]]
        }
      }
    }
    return Tensor(labels)
  }
}

/// Nodes with the largest first, moved exactly as Python's `heapq` moves them.
private struct NodeHeap {
  private(set) var nodes: [Int]

  init(_ root: Int) { nodes = [root] }

  mutating func push(_ node: Int) {
    nodes.append(node)
    rise(nodes.count - 1, to: 0)
  }

  mutating func replaceFirst(with node: Int) {
    nodes[0] = node
    // Down to a leaf along the larger children, then up again.
    var hole = 0
    while 2 * hole + 1 < nodes.count {
      var child = 2 * hole + 1
      if child + 1 < nodes.count && nodes[child] <= nodes[child + 1] { child += 1 }
      nodes[hole] = nodes[child]
      hole = child
    }
    nodes[hole] = node
    rise(hole, to: 0)
  }

  private mutating func rise(_ start: Int, to top: Int) {
    var hole = start
    let node = nodes[hole]
    while hole > top, node > nodes[(hole - 1) / 2] {
      nodes[hole] = nodes[(hole - 1) / 2]
      hole = (hole - 1) / 2
    }
    nodes[hole] = node
  }
}

extension FittedAgglomerativeClustering {
  private var table: ResultTable {
    ResultTable(
      caption: "Agglomerative clustering (\(linkage) linkage, \(metric)): \(sampleCount) samples in \(clusterCount) "
        + "cluster\(clusterCount == 1 ? "" : "s"); last merge at height \(heights[-1].significant(5))",
      heads: ["cluster", "samples"], rows: (0..<clusterCount).map { ["\($0)", "\(sizes[$0])"] })
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
