// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Rajamanoharan et al. 2024: gate and magnitude share the encoder's directions.
struct GatedAutoencoder: AutoencoderModel {
  /// The gate.
  let encoder: Linear
  let decoder: Linear
  /// The logarithm of how much stronger the magnitude's directions are than the gate's.
  let logScale: Parameter
  let magnitudeBias: Parameter
  let l1: Double

  init(_ inputs: Int, _ latents: Int, l1: Double, _ random: RandomState) {
    encoder = Linear(inputs, latents, random: random)
    decoder = Linear(latents, inputs, random: random)
    logScale = Parameter(Tensor(repeating: 0, shape: [latents]))
    magnitudeBias = Parameter(Tensor(repeating: 0, shape: [latents]))
    self.l1 = l1
  }

  let lossNames = ["sparsity", "reconstruction", "gate"]

  func latents(_ x: Variable) -> Variable { branches(x).latents }

  func reconstruction(_ latents: Variable) -> Variable { decoder(latents) }

  private func branches(_ x: Variable) -> (gate: Variable, latents: Variable) {
    let shared = linear(centred(x), encoder.weight)
    let gate = encoder.bias.map { shared + $0 } ?? shared
    // A step has no gradient: the gate learns from its own losses.
    let open = Tensor<Float>(gate.value .> 0)
    return (relu(gate), relu(shared * exp(logScale) + magnitudeBias) * open)
  }

  func losses(_ x: Variable, dead: Tensor<Bool>?) -> [Variable] {
    let (gate, latents) = branches(x)
    // The gate must be able to reconstruct too, by a decoder that does not learn from it.
    let frozen = linear(gate, decoder.weight.detached, decoder.bias?.detached)
    return [
      sparsityLoss(gate) * Float(l1 * Double(latents.shape[1])), squaredError(decoder(latents), x),
      squaredError(frozen, x),
    ]
  }
}
