// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Principal component analysis; the parameters of a fit.
///
/// ```swift
/// let pca = PCA(components: 2).fit(activations)
/// pca.explainedVarianceRatio
/// let plane = pca.transform(activations)          // samples × 2
/// PCA(components: 0.95).fit(activations)          // as many as explain more than 95 % of the variance
/// ```
/// Definitions are scikit-learn's: components are rows whose element of largest magnitude is positive (`svd_flip`),
/// variances have the divisor samples - 1.
public struct PCA: UnsupervisedEstimator {
  /// How many components are kept.
  public enum Components: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// As many as there are samples or features, whichever are fewer.
    case all
    case count(Int)
    /// The fewest that together explain more than this fraction of the variance, between 0 and 1.
    case varianceShare(Double)

    public init(integerLiteral value: Int) { self = .count(value) }
    public init(floatLiteral value: Double) { self = .varianceShare(value) }
  }

  public enum Solver: Sendable, Hashable {
    /// `.covariance` for at most 1000 features and ten times as many samples, else `.full`.
    case automatic
    /// The singular value decomposition of the centred data: O(samples · features · the fewer of both), a few times the
    /// memory of the data.
    case full
    /// The eigenvectors of the covariance matrix: O(samples · features²) and the memory of that matrix. Variances below
    /// about 1e-16 of the largest drown in rounding.
    case covariance
    /// Halko, Martinsson and Tropp's (2011) randomised subspace iteration, with scikit-learn's settings (10 more vectors
    /// than components, 4 or 7 iterations): for a few components of large data. The result depends on the seed, the less
    /// the faster the variances fall.
    case randomized(seed: Int)
  }

  public var components: Components
  /// Whether transformed data are scaled to unit variance.
  public var whiten: Bool
  public var solver: Solver

  public init(components: Components = .all, whiten: Bool = false, solver: Solver = .automatic) {
    self.components = components
    self.whiten = whiten
    self.solver = solver
  }

  public init(components: Int, whiten: Bool = false, solver: Solver = .automatic) {
    self.init(components: .count(components), whiten: whiten, solver: solver)
  }

  /// Finds the components of samples × features.
  ///
  /// Traps on fewer than two samples, on values that are not finite, and where more components are asked for than there
  /// are. Data that do not vary at all are fitted with a warning: their shares of variance are NaN.
  public func fit(_ data: Tensor<some NumberScalar>) -> FittedPCA {
    let samples = Samples(data, "PCA.fit", atLeast: 2)
    let limit = min(samples.count, samples.width)
    switch components {
    case .count(let count) where !(1...limit).contains(count):
      trap(
        "PCA.fit: \(count) components cannot be computed from data of shape \(describe(shape: data.shape)); "
          + "choose 1 to \(limit)")
    case .varianceShare(let share) where !(share > 0 && share < 1):
      trap("PCA.fit: the share of variance must lie between 0 and 1, but is \(share); for all components write .all")
    default: break
    }
    let fit = fitted(samples)
    if let warning = fit.warning { warn(warning) }
    return fit
  }

  /// The same without checks and words.
  func fitted(_ samples: Samples) -> FittedPCA {
    let mean = samples.values.mean(axis: 0)
    let axes = principalAxes(samples, mean)
    let kept = keptCount(axes, limit: min(samples.count, samples.width))
    return FittedPCA(self, axes, kept: kept, mean: mean, sampleCount: samples.count)
  }

  private func keptCount(_ axes: PrincipalAxes, limit: Int) -> Int {
    switch components {
    case .all: return axes.variances.count
    case .count(let count): return count
    case .varianceShare(let share):
      let cumulative = (axes.variances / axes.totalVariance).cumsum()
      // Data without variance have no share that could be exceeded.
      return min(cumulative.reduce(into: 1) { $0 += $1 <= share ? 1 : 0 }, axes.variances.count)
    }
  }
}
