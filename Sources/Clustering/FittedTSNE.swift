// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Samples as points of the plane.
public struct FittedTSNE: FittedEstimator {
  /// Why the iterations ended.
  public enum Ending: String, Sendable {
    /// There were no more.
    case iterations
    /// The divergence had not come down for a while.
    case noProgress
    /// The gradient had become small.
    case smallGradient
  }

  /// Samples × 2.
  public let points: Tensor<Double>
  /// What is minimised: Kullback and Leibler's divergence of the points' affinities from the samples', in nats.
  public let klDivergence: Double
  /// How many were done. scikit-learn's `n_iter_` is the number of the last, one less.
  public let iterations: Int
  public let ending: Ending
  public let learningRate: Double
  public let perplexity: Double
  /// After which iterations ``divergenceHistory`` was taken.
  public let historyIterations: Tensor<Int>
  /// The divergence on the way; without exaggeration also while there was some.
  public let divergenceHistory: Tensor<Double>
  public let featureCount: Int
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(_ parameters: TSNE, _ run: TSNERun, learningRate: Double, featureCount: Int) {
    points = run.points
    klDivergence = run.divergence
    iterations = run.iterations
    ending = run.ending
    self.learningRate = learningRate
    perplexity = parameters.perplexity
    historyIterations = Tensor(run.history.map(\.iteration))
    divergenceHistory = Tensor(run.history.map(\.divergence))
    self.featureCount = featureCount
    if !points.isFinite.all() {
      warning = "The points are not finite: the learning rate (\(learningRate)) is too high for these data."
    } else if points.max() == points.min() {
      warning = "All points coincide: every sample is the same, or started at the same point."
    } else {
      warning = nil
    }
  }
}

extension FittedTSNE {
  private var title: String {
    let end =
      switch ending {
      case .iterations: ""
      case .noProgress: ", ended without progress"
      case .smallGradient: ", ended with a small gradient"
      }
    return "t-SNE of \(points.shape[0]) samples × \(featureCount) features: KL divergence "
      + "\(klDivergence.significant(5)) after \(iterations) iterations\(end) (perplexity \(perplexity.significant(4)), "
      + "learning rate \(learningRate.significant(4)))"
  }

  private var table: ResultTable {
    ResultTable(
      caption: title, heads: ["iteration", "KL divergence"],
      rows: zip(historyIterations, divergenceHistory).suffix(5).map { ["\($0)", $1.fixed(5)] }, warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
