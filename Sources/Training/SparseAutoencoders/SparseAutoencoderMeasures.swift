// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// How well and how sparsely an autoencoder rewrites some samples.
public struct SparseAutoencoderMeasures: Sendable, Equatable {
  /// How many latents are active (above 0) in a sample, on average: "L0".
  public let meanActive: Double
  /// For each latent, the share of samples in which it is active: its density.
  public let densities: Tensor<Double>
  /// The latents that are active in no sample.
  public let deadLatents: [Int]
  /// The mean squared error over all elements.
  public let meanSquaredError: Double
  /// The share of the variance around each neuron's mean that the reconstruction keeps: 1 is perfect, 0 as good as the
  /// mean; NaN where nothing varies.
  public let explainedVariance: Double

  init(_ x: Tensor<Float>, _ latents: Tensor<Float>, _ reconstruction: Tensor<Float>) {
    let active = latents .> 0
    densities = active.mean(axis: 0)
    meanActive = densities.sum()
    deadLatents = densities.enumerated().filter { $0.element == 0 }.map(\.offset)
    let data = Tensor<Double>(x), error = Tensor<Double>(reconstruction) - data
    let squares = (error * error).sum()
    meanSquaredError = squares / Double(max(error.count, 1))
    let centred = data - data.mean(axis: 0)
    explainedVariance = 1 - squares / (centred * centred).sum()
  }
}

extension FittedSparseAutoencoder: CustomStringConvertible, Displayable {
  /// What should not go unseen: many dead latents, or a reconstruction no better than the mean.
  public var warning: String? {
    let dead = measures.deadLatents.count
    if measures.explainedVariance < 0 { return "the reconstruction is worse than the mean of the data: train longer" }
    if 2 * dead > settings.latents {
      return "\(dead) of \(settings.latents) latents are dead: they are active in no sample"
    }
    return nil
  }

  private var rows: [[String]] {
    let ends = lossNames.enumerated().map { index, name in
      let losses = losses[0..., index]
      let text = losses.isEmpty ? "no epochs" : "\(shortened(losses[0])) → \(shortened(losses[-1]))"
      return ["\(name) loss", text]
    }
    return ends + [
      ["active latents per sample", shortened(measures.meanActive)],
      ["dead latents", "\(measures.deadLatents.count) of \(settings.latents)"],
      ["mean squared error", shortened(measures.meanSquaredError)],
      ["explained variance", shortened(measures.explainedVariance)],
    ]
  }

  private var title: String {
    "Sparse autoencoder, \(model.encoder.inputs) neurons, \(settings.latents) latents, \(settings.epochs) epochs"
  }

  public var description: String {
    let width = rows.map(\.[0].count).max() ?? 0
    let lines = rows.map { "  \($0[0])\(String(repeating: " ", count: width - $0[0].count))  \($0[1])" }
    return ([title] + lines + (warning.map { ["Warning: \($0)"] } ?? [])).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle {
    let note = warning.map { "<p><b>Warning:</b> \($0)</p>" } ?? ""
    return MIMEBundle(plainText: description)
      .adding(.html, "<p>\(title)</p>" + htmlTable(["Measure", ""], rows) + note)
  }
}
