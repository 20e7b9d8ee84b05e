// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// Sparse autoencoders on mixed sources.
package struct Lecture002: Sendable {
  /// Two sources, one row each, and what two instruments measure of them.
  let latents: [Tensor<Double>]
  let mixed: [Tensor<Double>]
  /// Epoch x (L1, MSE).
  let losses: Tensor<Double>
  /// Units x samples.
  let units: Tensor<Double>
  /// The units most like the sources.
  let best: [Int]

  init(latents: [Tensor<Double>], mixed: Tensor<Double>, losses: Tensor<Double>, units: Tensor<Double>) {
    (self.latents, self.losses, self.units) = (latents, losses, units)
    self.mixed = [mixed[..., 0], mixed[..., 1]]
    best = latents.map { latent in
      abs(corrcoef(concatenate(units, latent.reshaped(1, latent.count)))[-1, ..<units.shape[0]]).nanargmax()
    }
  }

  init(reference folder: String) throws {
    let folder = "\(folder)/seed2_autoencoder/"
    try self.init(
      latents: [Tensor(npy: folder + "latent1.npy"), Tensor(npy: folder + "latent2.npy")],
      mixed: Tensor(npy: folder + "data.npy"), losses: Tensor(npy: folder + "losses.npy"),
      units: Tensor<Double>(npy: folder + "estLatent.npy").transposed)
  }

  /// Of the same kind, from a fixed seed, with one dead unit.
  init() {
    let t = linspace(0, 14 * Double.pi, 3000)
    let latents = [t.mapElements { sin($0) + 1 }, t.mapElements { $0 == 0 ? 1.0 : sin(3 * $0) < 0 ? 0.0 : 2.0 }]
    let epochs = linspace(0, 599, 600)
    var units = RandomState(seed: 3).randn(20, 3000) / 5
    for k in 0..<20 { units[k, ...] += latents[k % 2] * (Double(k) / 20) }
    units[7, ...] = zeros(3000)
    self.init(
      latents: latents,
      mixed: stack(latents[0] + 0.4 * latents[1], 0.6 * latents[0] + latents[1]).transposed,
      losses: stack(epochs.mapElements { 0.3 + 0.5 * exp(-$0 / 90) }, epochs.mapElements { 2.5 * exp(-$0 / 60) })
        .transposed, units: units)
  }
}

extension Lecture002 {
  var figures: [LectureFigure] {
    [
      LectureFigure("002-1", "sources, what is measured of them, and distributions") { data },
      LectureFigure("002-2", "training losses on two axes") { training },
      LectureFigure("002-3", "correlations between latent units") { correlations },
      LectureFigure("002-4", "the units most like the sources") { result },
    ]
  }

  var data: Figure {
    let (r, s) = (corrcoef(stack(latents))[0, 1], corrcoef(stack(mixed))[0, 1])
    return Figure(10, 6) {
      Grid(columns: 2) {
        Plot("Latent sources (r = \(r, 2))") {
          Points(latents[0], "bo").fill([0.7, 0.7, 0.9]).opacity(0.5).size(3)
          Points(latents[1], "gs").fill([0.7, 0.9, 0.7]).opacity(0.5).size(3)
        }.labels(x: "Data index", y: "Data value").limits(x: -5...3004)
        Plot("Mixed signals (r = \(s, 2))") {
          Points(mixed[0], "mo").fill([0.9, 0.7, 0.9]).opacity(0.5).size(3)
          Points(mixed[1], "ks").fill([0.9, 0.9, 0.7]).opacity(0.5).size(3)
        }.labels(x: "Data index", y: "Data value").limits(x: -5...3004)
        densities(latents, "Latent", "Histograms of latent variables")
        densities(mixed, "Variable", "Histograms of mixed variables")
      }
    }
  }

  private func densities(_ variables: [Tensor<Double>], _ name: String, _ title: String) -> Plot {
    Plot(title) {
      for (k, values) in variables.enumerated() {
        Histogram(values, bins: 40, statistic: .density, as: .line).anchor(.leading).lineWidth(3).label(
          "\(name) \(k + 1)")
      }
    }.labels(x: "Data value", y: "Density").limits(
      x: variables.map { $0.min() }.min()!...variables.map { $0.max() }.max()!)
  }

  var training: Figure {
    let epochs = stride(from: 0, to: losses.shape[0], by: 20)
    let (l1, mse) = (losses[every(20), 0], losses[every(20), 1])
    return Figure(12, 3.5) {
      Plot("Training loss components") {
        Line(epochs, l1, "ko-").fill([0.7, 0.7, 0.9]).size(8).label("L1 loss")
        Line(epochs, mse, "ks-").fill([0.9, 0.7, 0.7]).size(8).label("MSE loss").axis(.right)
      }.labels(x: "Epoch", y: "L1 Loss", right: "MSE Loss").legend(frame: false)
      Plot("Total losses") { Line(epochs, l1 + mse, "k^-").fill([0.7, 0.7, 0.7]).size(8) }
        .labels(x: "Epoch", y: "Training loss")
    }
  }

  var correlations: Figure {
    Figure {
      Plot("Correlation matrix") { Heatmap(corrcoef(units), .RdBu_r, range: -1...1) }
        .labels(x: "Latent variable", y: "Latent variable").aspect(.equal).colorbar()
        .ticks(x: stride(from: 0, to: 20, by: 2)).ticks(y: stride(from: 1, to: 20, by: 2))
    }
  }

  var result: Figure {
    let (a, b) = (units[best[0], ...], units[best[1], ...])
    return Figure(12, 3) {
      Plot("Latent components (r = \(corrcoef(stack(a, b))[0, 1], 2))") {
        Points(a, "bo").fill([0.7, 0.7, 0.9, 0.5]).size(3)
        Points(b, "gs").fill([0.7, 0.9, 0.7, 0.5]).size(3)
      }.labels(x: "Data index", y: "Data value").limits(x: -5...3004)
      Plot("Histograms of latent variables") {
        Histogram(a, bins: 40, as: .line).anchor(.leading).color(.blue).lineWidth(3).label("Est. latent 1")
        Histogram(b, bins: 40, as: .line).anchor(.leading).color(.green).lineWidth(3).label("Est. latent 2")
      }.labels(x: "Data value", y: "Count").limits(x: min(a.min(), b.min())...max(a.max(), b.max()))
    }
  }
}
