// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008): samples as points of the plane, near
/// each other where the samples are neighbours; the parameters of a fit.
///
/// ```swift
/// let embedding = TSNE(perplexity: 30).fit(activations)
/// embedding.points                       // samples × 2
/// embedding.klDivergence
/// ```
/// Definitions and defaults are scikit-learn's: bisection for the perplexity, the start at the principal components
/// scaled to a deviation of 1e-4, learning rate max(n / 12 / 4, 50), 250 iterations with exaggeration 12 and momentum 0.5,
/// then momentum 0.8 from rest, and gains for each coordinate. Distances within clusters mean something, those between
/// clusters and their sizes little. The result is a local minimum; it is the same for any number of threads.
public struct TSNE: UnsupervisedEstimator {
  /// How forces between all points are computed.
  public enum Method: Sendable, Hashable {
    /// `.exact` up to 1024 samples, else `.barnesHut()`.
    case automatic
    /// From all pairs: samples² numbers, and as many operations in each iteration.
    case exact
    /// Attraction to 3 · perplexity neighbours only, repulsion from cells of points that look smaller than `angle`
    /// (van der Maaten 2014): samples · log(samples) operations in each iteration, samples² · features once to find the
    /// neighbours. 0 takes no shortcut.
    case barnesHut(angle: Double = 0.5)
  }

  /// Where the points start.
  public enum Initialization: Sendable {
    /// At the first two principal components.
    case pca
    /// At normal numbers of deviation 1e-4, as scikit-learn draws them for `random_state=seed`.
    case random(seed: Int)
    /// Samples × 2.
    case points(Tensor<Double>)

    @_disfavoredOverload
    public static func points(_ points: Tensor<some NumberScalar>) -> Initialization { .points(points.doubles) }
  }

  /// How many neighbours a sample has, smoothly counted; must be below the number of samples, and is mostly 5 to 50.
  public var perplexity: Double
  public var method: Method
  public var initialization: Initialization
  public var metric: DistanceMetric
  /// How much attraction is strengthened in the first 250 iterations.
  public var earlyExaggeration: Double
  /// nil is max(samples / earlyExaggeration / 4, 50).
  public var learningRate: Double?
  /// At least 250.
  public var maxIterations: Int
  /// Iterations end when the divergence has not come down for as many.
  public var iterationsWithoutProgress: Int
  /// Iterations end when the gradient's norm is at most this.
  public var minGradientNorm: Double

  public init(
    perplexity: Double = 30, method: Method = .automatic, initialization: Initialization = .pca,
    metric: DistanceMetric = .euclidean, earlyExaggeration: Double = 12, learningRate: Double? = nil,
    maxIterations: Int = 1000, iterationsWithoutProgress: Int = 300, minGradientNorm: Double = 1e-7
  ) {
    self.perplexity = perplexity
    self.method = method
    self.initialization = initialization
    self.metric = metric
    self.earlyExaggeration = earlyExaggeration
    self.learningRate = learningRate
    self.maxIterations = maxIterations
    self.iterationsWithoutProgress = iterationsWithoutProgress
    self.minGradientNorm = minGradientNorm
  }

  /// Embeds samples × features.
  ///
  /// Traps on a perplexity that is not below the number of samples, and on values that are not finite. Shows its progress
  /// with the divergence, and ends at an interrupt.
  public func fit(_ data: Tensor<some NumberScalar>) -> FittedTSNE {
    let samples = Samples(data, "TSNE.fit", atLeast: 2)
    check(samples)
    let forces = makeForces(samples)
    let rate = learningRate ?? max(Double(samples.count) / earlyExaggeration / 4, 50)
    let run = TSNERun(start: startingPoints(samples), forces: forces)
    run.optimise(self, learningRate: rate)
    let fitted = FittedTSNE(self, run, learningRate: rate, featureCount: samples.width)
    if let warning = fitted.warning { warn(warning) }
    return fitted
  }

  private func check(_ samples: Samples) {
    guard perplexity >= 1, perplexity < Double(samples.count) else {
      trap(
        "TSNE.fit: perplexity \(perplexity) does not fit \(samples.count) samples: it must be at least 1 and below their "
          + "number; try \(max(1, min(30, (samples.count - 1) / 3)))")
    }
    guard earlyExaggeration >= 1, learningRate ?? 1 > 0, maxIterations >= 250 else {
      trap(
        "TSNE.fit: earlyExaggeration (\(earlyExaggeration)) must be at least 1, the learning rate positive, and "
          + "maxIterations (\(maxIterations)) at least 250, which exaggeration takes")
    }
    if case .barnesHut(let angle) = method, !(angle >= 0 && angle <= 1) {
      trap("TSNE.fit: the angle must lie between 0 and 1, but is \(angle); 0.5 is usual")
    }
  }

  private func makeForces(_ samples: Samples) -> any TSNEForces {
    let distances = DistanceRows(samples, metric: metric)
    let isSquared = metric == .euclidean
    switch method {
    case .automatic where samples.count <= 1024, .exact:
      return ExactForces(DenseAffinities(distances, perplexity: perplexity, distancesAreSquared: isSquared))
    case .automatic, .barnesHut:
      let angle = if case .barnesHut(let angle) = method { angle } else { 0.5 }
      return TreeForces(
        NeighborAffinities(distances, perplexity: perplexity, distancesAreSquared: isSquared), angle: angle)
    }
  }
}
