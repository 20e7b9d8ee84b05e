// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors
import Training

// What a sparse autoencoder draws of itself; each figure can be built from the same numbers with a few marks.

extension FittedSparseAutoencoder {
  /// The parts of the loss, the first of them on an axis of its own, and their sum, by epoch.
  public func lossCurves() -> Figure {
    let total = losses.sum(axis: 1)
    return Figure(12, 3.5) {
      Plot("Training loss components") {
        for (index, name) in lossNames.enumerated() {
          if index == 0 {
            Line(losses[0..., index]).label(name).axis(.right)
          } else {
            Line(losses[0..., index]).label(name)
          }
        }
      }.labels(x: "Epoch", y: "Loss", right: lossNames[0]).legend()
      Plot("Total loss") { Line(total, "k") }.labels(x: "Epoch", y: "Training loss")
    }.alt("The losses \(lossNames.joined(separator: ", ")) and their sum over \(losses.shape[0]) epochs")
  }

  /// How many latents are active in which share of the training samples. Dead latents have a share of 0.
  public func latentDensities() -> Figure {
    Figure(6, 3.5) {
      Plot("Density of latents (\(measures.deadLatents.count) of \(settings.latents) dead)") {
        Histogram(measures.densities, bins: 40)
      }.labels(x: "Share of samples in which a latent is active", y: "Latents")
    }.alt("A histogram of the densities of \(settings.latents) latents")
  }

  /// Correlations between the latents over some samples. A latent that does not vary has none and is left blank.
  /// - Parameter x: samples × neurons.
  public func latentCorrelations(on x: Tensor<some RealScalar>) -> Figure {
    let correlations = corrcoef(latents(of: x as? Tensor<Float> ?? Tensor<Float>(x)), rowvar: false)
    return Figure {
      Plot("Correlation matrix") { Heatmap(correlations, .RdBu_r, range: -1...1) }
        .labels(x: "Latent variable", y: "Latent variable").aspect(.equal).colorbar()
    }.alt("Correlations between \(settings.latents) latents")
  }
}
