// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A network that rewrites activations as a few active latents out of many, and back: a way to find directions that mean
/// something in a layer whose neurons do not.
///
/// ```swift
/// let fitted = SparseAutoencoder(latents: 20, .gelu(), epochs: 600, learningRate: 7e-4, seed: 1).fit(activations)
/// fitted.latents(of: activations)
/// ```
public struct SparseAutoencoder: Sendable {
  /// How many latents there are.
  public var latents: Int
  public var kind: SparseAutoencoderKind
  /// How often every sample is seen.
  public var epochs: Int
  /// How many samples make a step; nil takes all of them. The order is drawn anew in each epoch.
  public var batchSize: Int?
  /// The learning rate of Adam, with torch's defaults for the rest.
  public var learningRate: Double
  public var schedule: LearningRateSchedule
  /// The seed of the first parameters and of the order of samples; nil takes `RandomState.session`.
  public var seed: Int?

  public init(
    latents: Int, _ kind: SparseAutoencoderKind = .gelu(), epochs: Int = 600, batchSize: Int? = nil,
    learningRate: Double = 7e-4, schedule: LearningRateSchedule = .constant, seed: Int? = nil
  ) {
    guard latents > 0, epochs >= 0, batchSize ?? 1 > 0 else {
      trap(
        "SparseAutoencoder: latents (\(latents)) and batchSize (\(batchSize ?? 1)) must be at least 1, epochs (\(epochs)) not "
          + "negative")
    }
    if case .topK(let k) = kind, !(1...latents).contains(k) {
      trap("SparseAutoencoder: topK keeps \(k) of \(latents) latents; the number must be from 1 to \(latents)")
    }
    (self.latents, self.kind, self.epochs, self.batchSize) = (latents, kind, epochs, batchSize)
    (self.learningRate, self.schedule, self.seed) = (learningRate, schedule, seed)
  }
}

/// What makes the latents of a ``SparseAutoencoder`` few.
public enum SparseAutoencoderKind: Sendable, Equatable {
  /// GELU latents (erf form), and a loss of the mean squared error plus `weight` times a penalty: the lecture's own. The
  /// decoder's directions are not normalised.
  case gelu(penalty: SparsityPenalty = .l1, weight: Double = 1)
  /// ReLU latents; squared error plus `l1` times the sum of the latents, both summed over a sample and averaged over
  /// samples, with decoder directions of length 1 (Bricken et al. 2023, "Towards monosemanticity"; Cunningham et al.
  /// 2023, arXiv:2309.08600).
  case relu(l1: Double)
  /// The `k` largest positive latents of each sample; squared error, and a 32nd of the squared error that dead latents
  /// leave when they reconstruct the rest (Gao et al. 2024, arXiv:2406.04093).
  case topK(Int)
  /// A gate decides which latents are active, another branch how strongly, so that the penalty need not shrink them
  /// (Rajamanoharan et al. 2024, arXiv:2404.16014).
  case gated(l1: Double)
}

/// What keeps GELU latents small or apart.
public enum SparsityPenalty: Sendable, Equatable {
  /// The mean magnitude: ``sparsityLoss(_:)``.
  case l1
  /// The squared covariances between latents: ``decorrelationLoss(_:)``.
  case decorrelation
}
