// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Density-based clustering (Ester, Kriegel, Sander and Xu 1996); the parameters of a fit.
///
/// ```swift
/// let groups = DBSCAN(eps: 1, minSamples: 3).fit(embedding)
/// groups.labels             // -1 for noise
/// ```
/// The rules are scikit-learn's. A sample is a core sample if at least `minSamples` samples, itself included, lie within
/// `eps` of it, the boundary included. Core samples within `eps` of each other share a cluster; clusters are numbered by
/// their first core sample. A border sample, within `eps` of core samples but none itself, belongs to the lowest-numbered
/// of their clusters. All others are noise.
///
/// With one to three features neighbours are found in a grid: the cost grows with the number of neighbours. With more,
/// all distances are computed, samples² × features, in blocks that keep memory to the neighbours found.
public struct DBSCAN: UnsupervisedEstimator {
  /// The largest distance of neighbours.
  public var eps: Double
  /// How many samples there must be around a core sample, itself included.
  public var minSamples: Int
  public var metric: DistanceMetric

  public init(eps: Double = 0.5, minSamples: Int = 5, metric: DistanceMetric = .euclidean) {
    self.eps = eps
    self.minSamples = minSamples
    self.metric = metric
  }

  /// Groups samples × features.
  ///
  /// Traps on values that are not finite and on parameters that are not positive. If every sample is noise, the result's
  /// `warning` says so, with the distance at which that would change.
  public func fit(_ data: Tensor<some NumberScalar>) -> FittedDBSCAN { fit(data, weights: Tensor<Double>?.none) }

  /// Groups samples of different weight.
  /// - Parameter weights: how much each sample counts towards `minSamples`; nil counts all alike.
  public func fit(_ data: Tensor<some NumberScalar>, weights: Tensor<some NumberScalar>?) -> FittedDBSCAN {
    let samples = Samples(data, "DBSCAN.fit")
    guard eps > 0, eps.isFinite, minSamples > 0 else {
      trap("DBSCAN.fit: eps (\(eps)) must be positive and finite, and minSamples (\(minSamples)) positive")
    }
    let weights = SampleChecks.weights(weights, rows: samples.count, operation: "DBSCAN.fit")
    let pairs: any NeighborPairs
    if samples.width <= 3, metric != .cosine {
      pairs = NeighborGrid(samples, radius: eps, metric)
    } else {
      pairs = NeighborLists(samples, radius: eps, metric)
    }
    let totals = pairs.totals(weights)
    let isCore = totals.map { $0 >= Double(minSamples) }
    let warning = warning(isCore, samples)
    if let warning { warn(warning) }
    return FittedDBSCAN(
      self, labels: labels(pairs, isCore), isCore: isCore, warning: warning, featureCount: samples.width)
  }

  private func labels(_ pairs: any NeighborPairs, _ isCore: [Bool]) -> [Int] {
    var sets = DisjointSets(isCore.count)
    pairs.forEachPair { i, j in if isCore[i] && isCore[j] { sets.unite(i, j) } }
    var labels = [Int](repeating: -1, count: isCore.count)
    var numbers = [Int](repeating: -1, count: isCore.count)
    var next = 0
    for i in isCore.indices where isCore[i] {
      let root = sets.root(of: i)
      if numbers[root] < 0 {
        numbers[root] = next
        next += 1
      }
      labels[i] = numbers[root]
    }
    pairs.forEachPair { i, j in
      if isCore[i] == isCore[j] { return }
      let (core, border) = isCore[i] ? (i, j) : (j, i)
      if labels[border] < 0 || labels[core] < labels[border] { labels[border] = labels[core] }
    }
    return labels
  }

  private func warning(_ isCore: [Bool], _ samples: Samples) -> String? {
    if isCore.contains(true) { return nil }
    return "All \(samples.count) samples are noise: none has \(minSamples) samples within \(eps); raise eps or lower "
      + "minSamples."
  }
}

/// Pairs of different samples that are within a radius of each other.
protocol NeighborPairs {
  /// For each sample the weight of all within the radius, itself included.
  func totals(_ weights: [Double]?) -> [Double]
  /// Visits each pair once, in any order.
  func forEachPair(_ body: (Int, Int) -> Void)
}

/// Sets of numbers that grow together; the root of each is its smallest member.
struct DisjointSets {
  private var parents: [Int32]

  init(_ count: Int) { parents = (0..<Int32(count)).map { $0 } }

  mutating func root(of element: Int) -> Int {
    var element = element
    while Int(parents[element]) != element {
      parents[element] = parents[Int(parents[element])]
      element = Int(parents[element])
    }
    return element
  }

  mutating func unite(_ a: Int, _ b: Int) {
    let (a, b) = (root(of: a), root(of: b))
    if a < b { parents[b] = Int32(a) } else { parents[a] = Int32(b) }
  }
}
