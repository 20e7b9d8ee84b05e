// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A trained ``SparseAutoencoder``.
public struct FittedSparseAutoencoder {
  /// How it was trained.
  public let settings: SparseAutoencoder
  /// Epochs × losses, before each step (the mean over an epoch's steps): what they are, ``lossNames`` tells. What was
  /// minimised is their sum.
  public let losses: Tensor<Double>
  /// `sparsity` (or `decorrelation`, or `dead latents`), `reconstruction`, and for gated ones `gate`.
  public let lossNames: [String]
  /// How well and how sparsely the training samples are reconstructed.
  public let measures: SparseAutoencoderMeasures
  let model: any AutoencoderModel

  init(_ settings: SparseAutoencoder, _ model: any AutoencoderModel, _ losses: Tensor<Double>, _ x: Tensor<Float>) {
    (self.settings, self.model, self.losses, lossNames) = (settings, model, losses, model.lossNames)
    let latents = withoutGradients { model.latents(Variable(x)) }
    let reconstruction = withoutGradients { model.reconstruction(latents) }
    measures = SparseAutoencoderMeasures(x, latents.value, reconstruction.value)
  }

  /// How active each latent is: samples × latents.
  public func latents(of x: Tensor<Float>) -> Tensor<Float> {
    withoutGradients { model.latents(Variable(checked(x, "latents"))) }.value
  }

  public func latents(of x: Tensor<Double>) -> Tensor<Float> { latents(of: Tensor<Float>(x)) }

  /// Activations from latents: samples × neurons. Change latents first, and this is what the model would have had.
  public func decode(_ latents: Tensor<Float>) -> Tensor<Float> {
    guard latents.rank == 2, latents.shape[1] == settings.latents else {
      trap(
        "decode: samples × \(settings.latents) latents are needed, but the shape is \(describe(shape: latents.shape))")
    }
    return withoutGradients { model.reconstruction(Variable(latents)) }.value
  }

  /// What is left of activations after they have passed through the latents: samples × neurons.
  public func reconstruction(of x: Tensor<Float>) -> Tensor<Float> { decode(latents(of: x)) }

  public func reconstruction(of x: Tensor<Double>) -> Tensor<Float> { reconstruction(of: Tensor<Float>(x)) }

  /// The same measures on other samples.
  public func measures(on x: Tensor<Float>) -> SparseAutoencoderMeasures {
    let latents = latents(of: x)
    return SparseAutoencoderMeasures(x, latents, decode(latents))
  }

  /// What each latent adds to the activations when it is 1: latents × neurons.
  public var directions: Tensor<Float> { model.decoder.weight.value.transposed.contiguous() }

  /// The parameters by name.
  public var stateDictionary: [String: Tensor<Float>] { model.stateDictionary }

  /// Writes the parameters as a safetensors file.
  public func save(_ path: String) throws(SafetensorsError) { try model.save(path) }

  private func checked(_ x: Tensor<Float>, _ operation: String) -> Tensor<Float> {
    guard x.rank == 2, x.shape[1] == model.encoder.inputs else {
      trap(
        "\(operation): samples × \(model.encoder.inputs) neurons are needed, but the shape is \(describe(shape: x.shape))"
      )
    }
    return x
  }
}
