// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// Sparse autoencoders on mixed sources.
enum Lecture002 {
  static let figures: [(name: String, figure: Figure)] = [
    ("002-1", data), ("002-2", losses), ("002-3", correlations), ("002-4", result),
  ]

  private static let t = linspace(0, 14 * Double.pi, 3000)
  private static let latent1 = t.mapElements { sin($0) + 1 }
  private static let latent2 = t.mapElements { $0 == 0 ? 1.0 : sin(3 * $0) < 0 ? 0.0 : 2.0 }
  private static let mixed1 = latent1 + 0.4 * latent2
  private static let mixed2 = 0.6 * latent1 + latent2

  private static let units: Tensor<Double> = {
    var units = RandomState(seed: 3).randn(20, 300)
    units[7, ...] = zeros(300)
    return units
  }()

  static let data = Figure(10, 6) {
    Grid(columns: 2) {
      Plot("Latent variables") {
        Points(latent1, "bo").size(3).opacity(0.5).fill([0.7, 0.7, 0.9]).label("Latent 1")
        Points(latent2, "gs").size(3).opacity(0.5).fill([0.7, 0.9, 0.7]).label("Latent 2")
      }.labels(x: "Sample", y: "Value").limits(x: 0...2999)
      Plot("Measured variables") {
        Points(mixed1, "mo").size(3).opacity(0.5).fill([0.9, 0.7, 0.9]).label("Data 1")
        Points(mixed2, "ks").size(3).opacity(0.5).fill(.gray).label("Data 2")
      }.labels(x: "Sample", y: "Value").limits(x: 0...2999)
      Plot("Distributions of latents") {
        for (latent, color) in [(latent1, Color.blue), (latent2, Color.green)] { density(latent, color) }
      }.labels(x: "Value", y: "Density")
      Plot("Distributions of data") {
        for (values, color) in [(mixed1, Color.magenta), (mixed2, Color.black)] { density(values, color) }
      }.labels(x: "Value", y: "Density")
    }
  }

  private static func density(_ values: Tensor<Double>, _ color: Color) -> [any Mark] {
    [Histogram(values, bins: 40, statistic: .density, as: .line).anchor(.leading).color(color).lineWidth(3)]
  }

  static let losses = Figure(12, 3.5) {
    let epochs = stride(from: 0, to: 600, by: 20)
    let l1 = epochs.map { 0.3 + 0.5 * exp(-Double($0) / 90) }
    let mse = epochs.map { 2.5 * exp(-Double($0) / 60) }
    Plot("Training loss components") {
      Line(epochs, l1, "ko-").fill([0.7, 0.7, 0.9]).size(8).label("L1 loss")
      Line(epochs, mse, "ks-").fill([0.9, 0.7, 0.7]).size(8).label("MSE loss").axis(.right)
    }.labels(x: "Epoch", y: "L1 Loss", right: "MSE Loss").legend(.trailing, frame: false)
    Plot("Total losses") { Line(epochs, zip(l1, mse).map { $0 + $1 }, "k^-").fill([0.7, 0.7, 0.7]).size(8) }
      .labels(x: "Epoch", y: "Training loss")
  }

  static let correlations = Figure {
    Plot("Correlations of latent units") { Heatmap(corrcoef(units), .RdBu_r, range: -1...1) }
      .labels(x: "Unit", y: "Unit").aspect(.equal).colorbar()
      .ticks(x: stride(from: 0, to: 20, by: 2)).ticks(y: stride(from: 1, to: 20, by: 2))
  }

  private static let estimate = 1.2 * latent1 + RandomState(seed: 6).randn(3000) / 10
  private static let r = corrcoef(Tensor([Array(latent1), Array(estimate)]))[0, 1]

  static let result = Figure(12, 3) {
    Plot("Latent 1 (r = \((r * 100).rounded() / 100))") {
      Points(latent1, "bo").size(3).fill([0.7, 0.7, 0.9, 0.5])
      Points(estimate, "gs").size(3).fill([0.7, 0.9, 0.7, 0.5])
    }.labels(x: "Sample", y: "Value").limits(x: 0...2999)
    Plot("Distributions") {
      Histogram(latent1, bins: 40, as: .line).anchor(.leading).color(.blue).lineWidth(3).label("True")
      Histogram(estimate, bins: 40, as: .line).anchor(.leading).color(.green).lineWidth(3).label("Estimated")
    }.labels(x: "Value", y: "Count")
  }
}
