// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// k-means clustering; the parameters of a fit.
///
/// ```swift
/// let groups = KMeans(clusters: 3, seed: 1).fit(embedding)
/// groups.labels
/// groups.centers
/// ```
/// The same seed gives the initial centres, labels and iteration count of scikit-learn's `KMeans(random_state=seed)`:
/// greedy k-means++, then Lloyd's iterations until labels no longer change or the centres' squared shift is at most
/// `tolerance` times the mean variance of the features. The result is a local minimum; several `initializations` find a
/// better one. One iteration costs samples × features × clusters.
public struct KMeans: UnsupervisedEstimator {
  /// Where the centres start.
  public enum Initialization: Sendable {
    /// Samples far from each other (Arthur and Vassilvitskii 2007), each the best of 2 + ⌊ln k⌋ candidates.
    case kMeansPlusPlus
    /// Different samples, drawn at random.
    case random
    /// Clusters × features.
    case centers(Tensor<Double>)

    @_disfavoredOverload
    public static func centers(_ centers: Tensor<some NumberScalar>) -> Initialization { .centers(centers.doubles) }
  }

  /// Both give the same result.
  public enum Algorithm: Sendable, Hashable {
    case lloyd
    /// Elkan (2003): passes over distances that the triangle inequality rules out, for one more number per sample and
    /// cluster; faster for many well separated clusters of many features.
    case elkan
  }

  public var clusters: Int
  public var seed: Int
  public var initialization: Initialization
  /// How often to start, keeping the result of least inertia; nil is scikit-learn's `n_init="auto"`: 10 for `.random`,
  /// else 1.
  public var initializations: Int?
  public var maxIterations: Int
  public var tolerance: Double
  public var algorithm: Algorithm

  public init(
    clusters: Int, seed: Int, initialization: Initialization = .kMeansPlusPlus, initializations: Int? = nil,
    maxIterations: Int = 300, tolerance: Double = 1e-4, algorithm: Algorithm = .lloyd
  ) {
    self.clusters = clusters
    self.seed = seed
    self.initialization = initialization
    self.initializations = initializations
    self.maxIterations = maxIterations
    self.tolerance = tolerance
    self.algorithm = algorithm
  }

  /// Groups samples × features.
  ///
  /// Traps on more clusters than samples, on values that are not finite, and on weights that are negative or do not fit.
  /// Fewer distinct clusters than asked for, and iterations that ran out, are said in the result's `warning`.
  public func fit(_ data: Tensor<some NumberScalar>) -> FittedKMeans { fit(data, weights: Tensor<Double>?.none) }

  /// Groups samples of different weight.
  /// - Parameter weights: how much each sample counts; nil counts all alike.
  public func fit(_ data: Tensor<some NumberScalar>, weights: Tensor<some NumberScalar>?) -> FittedKMeans {
    let samples = Samples(data, "KMeans.fit")
    check(samples)
    let random = RandomState(seed: seed)
    let weights = SampleChecks.weights(weights, rows: samples.count, operation: "KMeans.fit")
    let limit = samples.values.variance(axis: 0).mean() * tolerance
    var best: KMeansRun?
    let bar = ProgressBar("k-means", total: startCount * maxIterations)
    for index in 0..<startCount {
      let start = initialCenters(samples, weights, random)
      let run = KMeansRun(samples, weights, start, algorithm: clusters == 1 ? .lloyd : algorithm)
      run.iterate(maxIterations: maxIterations, shiftLimit: limit) {
        bar.update(index * maxIterations + $0, note: startCount > 1 ? "start \(index + 1) of \(startCount)" : nil)
      }
      if let known = best, run.inertia >= known.inertia || known.isSameClustering(as: run) { continue }
      best = run
    }
    bar.finish()
    let fitted = FittedKMeans(self, best!, featureCount: samples.width)
    if let warning = fitted.warning { warn(warning) }
    return fitted
  }

  private var startCount: Int {
    switch initialization {
    case .centers: 1
    case .random: initializations ?? 10
    case .kMeansPlusPlus: initializations ?? 1
    }
  }

  private func check(_ samples: Samples) {
    guard (1...samples.count).contains(clusters) else {
      trap(
        "KMeans.fit: \(clusters) clusters cannot be made of \(samples.count) samples; choose 1 to \(samples.count)")
    }
    guard startCount > 0, maxIterations > 0, tolerance >= 0 else {
      trap(
        "KMeans.fit: initializations (\(startCount)) and maxIterations (\(maxIterations)) must be positive, and the "
          + "tolerance (\(tolerance)) not negative")
    }
    if case .centers(let centers) = initialization {
      guard centers.shape == [clusters, samples.width] else {
        trap(
          "KMeans.fit: \(clusters) clusters of \(samples.width) features need initial centers of shape "
            + "\(clusters) × \(samples.width), but theirs is \(describe(shape: centers.shape))")
      }
      _ = Samples(centers, "KMeans.fit (initial centers)")
    }
  }
}
