// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The network behind a kind of sparse autoencoder.
protocol AutoencoderModel: Module {
  var encoder: Linear { get }
  var decoder: Linear { get }
  /// samples × latents
  func latents(_ x: Variable) -> Variable
  /// samples × neurons
  func reconstruction(_ latents: Variable) -> Variable
  /// What is minimised is their sum. The first two are sparsity and reconstruction.
  func losses(_ x: Variable, dead: Tensor<Bool>?) -> [Variable]
  /// What each of the losses is called.
  var lossNames: [String] { get }
  /// Whether decoder directions are kept at length 1.
  var hasUnitDirections: Bool { get }
}

extension AutoencoderModel {
  var hasUnitDirections: Bool { true }

  /// Scales every decoder direction to length 1.
  func normalizeDirections() {
    let squares = decoder.weight.value * decoder.weight.value
    let lengths = sqrt(squares.sum(axis: 0, keepingDimensions: true))
    decoder.weight.assign(decoder.weight.value / lengths.mapElements { Swift.max($0, 1e-8) })
  }

  /// Directions at random, encoder rows equal to them, and the decoder's bias at the mean of the data: where training
  /// starts (Gao et al. 2024; Bricken et al. 2023 take the geometric median).
  func start(from x: Tensor<Float>) {
    normalizeDirections()
    encoder.weight.assign(decoder.weight.value.transposed)
    encoder.bias?.assign(Tensor(repeating: 0, shape: [encoder.outputs]))
    decoder.bias?.assign(x.mean(axis: 0))
  }

  /// The inputs less the decoder's bias.
  func centred(_ x: Variable) -> Variable { decoder.bias.map { x - $0 } ?? x }

  /// The squared error, summed over a sample and averaged over samples.
  func squaredError(_ reconstruction: Variable, _ x: Variable) -> Variable {
    mseLoss(reconstruction, x) * Float(x.shape[1])
  }
}

/// torch's two linear layers with GELU or ReLU between them.
struct DenseAutoencoder: AutoencoderModel {
  let encoder: Linear
  let decoder: Linear
  let kind: SparseAutoencoderKind

  init(_ inputs: Int, _ latents: Int, _ kind: SparseAutoencoderKind, _ random: RandomState) {
    encoder = Linear(inputs, latents, random: random)
    decoder = Linear(latents, inputs, random: random)
    self.kind = kind
  }

  var isGELU: Bool { if case .gelu = kind { true } else { false } }
  var hasUnitDirections: Bool { !isGELU }
  var lossNames: [String] {
    if case .gelu(.decorrelation, _) = kind {
      ["decorrelation", "reconstruction"]
    } else {
      ["sparsity", "reconstruction"]
    }
  }

  func latents(_ x: Variable) -> Variable { isGELU ? gelu(encoder(x)) : relu(encoder(centred(x))) }

  func reconstruction(_ latents: Variable) -> Variable { decoder(latents) }

  func losses(_ x: Variable, dead: Tensor<Bool>?) -> [Variable] {
    let latents = latents(x), reconstruction = decoder(latents)
    switch kind {
    case .gelu(.l1, let weight): return [sparsityLoss(latents) * Float(weight), mseLoss(reconstruction, x)]
    case .gelu(.decorrelation, let weight):
      return [decorrelationLoss(latents) * Float(weight), mseLoss(reconstruction, x)]
    case .relu(let l1), .gated(let l1):
      return [sparsityLoss(latents) * Float(l1 * Double(latents.shape[1])), squaredError(reconstruction, x)]
    case .topK: return [Variable(0), squaredError(reconstruction, x)]
    }
  }
}
