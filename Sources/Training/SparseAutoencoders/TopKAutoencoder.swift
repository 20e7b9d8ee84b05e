// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Gao et al. 2024.
struct TopKAutoencoder: AutoencoderModel {
  let encoder: Linear
  let decoder: Linear
  let k: Int
  /// How many dead latents reconstruct what is left: half the width of the data, as a power of two.
  let deadCount: Int

  init(_ inputs: Int, _ latents: Int, k: Int, _ random: RandomState) {
    encoder = Linear(inputs, latents, random: random)
    decoder = Linear(latents, inputs, random: random)
    self.k = k
    var power = 1
    while power * 2 <= max(inputs / 2, 1) { power *= 2 }
    deadCount = min(power, latents)
  }

  let lossNames = ["dead latents", "reconstruction"]

  func latents(_ x: Variable) -> Variable { topK(encoder(centred(x)), k) }

  func reconstruction(_ latents: Variable) -> Variable { decoder(latents) }

  func losses(_ x: Variable, dead: Tensor<Bool>?) -> [Variable] {
    let scores = encoder(centred(x))
    let reconstruction = decoder(topK(scores, k))
    let error = squaredError(reconstruction, x)
    guard let dead, dead.sum() > 0 else { return [Variable(0), error] }
    // What the living ones leave, from the best of the dead ones.
    let rest = x.value - reconstruction.value
    let chances = scores * Tensor<Float>(dead)
    let help = squaredError(linear(topK(chances, min(deadCount, dead.sum())), decoder.weight), Variable(rest))
    return [help / 32, error]
  }
}
