// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Training

/// GPT-2 computed on the tape, so that gradients flow back through it: to the weights, or to activations.
struct TapeForward {
  struct Norm {
    let weight, bias: Variable
  }

  struct Affine {
    let weight, bias: Variable
  }

  struct Block {
    let ln1: Norm
    /// Queries, keys and values side by side.
    let attention: Affine
    let attentionOutput: Affine
    let ln2: Norm
    let mlpInput: Affine
    let mlpOutput: Affine
  }

  let configuration: GPT2Configuration
  let embedding, positions: Variable
  let blocks: [Block]
  let lnFinal: Norm
  /// Tokens × width; the embeddings where they are tied.
  let head: Variable

  /// - Parameter weight: gives the weight of a name (as in a checkpoint) and shape; matrices are inputs × outputs.
  init(_ configuration: GPT2Configuration, _ weight: (_ name: String, _ shape: [Int]) -> Variable) {
    let (d, f) = (configuration.dModel, configuration.dMLP)
    func affine(_ name: String, _ inputs: Int, _ outputs: Int) -> Affine {
      Affine(weight: weight(name + ".weight", [inputs, outputs]), bias: weight(name + ".bias", [outputs]))
    }
    func norm(_ name: String) -> Norm {
      Norm(weight: weight(name + ".weight", [d]), bias: weight(name + ".bias", [d]))
    }
    self.configuration = configuration
    embedding = weight("transformer.wte.weight", [configuration.dVocab, d])
    positions = weight("transformer.wpe.weight", [configuration.nContext, d])
    blocks = (0..<configuration.nLayers).map { layer in
      let name = "transformer.h.\(layer)"
      return Block(
        ln1: norm(name + ".ln_1"), attention: affine(name + ".attn.c_attn", d, 3 * d),
        attentionOutput: affine(name + ".attn.c_proj", d, d), ln2: norm(name + ".ln_2"),
        mlpInput: affine(name + ".mlp.c_fc", d, f), mlpOutput: affine(name + ".mlp.c_proj", f, d))
    }
    lnFinal = norm("transformer.ln_f")
    head = configuration.tiesEmbeddings ? embedding : weight("lm_head.weight", [configuration.dVocab, d])
  }

  /// The normalised residual stream after the last block, sequences × positions × width; logits are its product with the
  /// head.
  /// - Parameter taps: where activations are kept.
  func hidden(_ tokens: Tensor<Int>, _ taps: ActivationTaps? = nil) -> Variable {
    let length = check(tokens)
    func tap(_ value: Variable, _ site: HookSite, _ layer: Int? = nil) -> Variable {
      taps?.keep(value, site, layer) ?? value
    }
    // Where no weight is a parameter, the gradient ends at the embeddings.
    func start(_ value: Variable) -> Variable {
      taps == nil || value.requiresGradient ? value : Variable(value.value, requiresGradient: true)
    }
    let tokenPart = tap(start(Training.embedding(tokens, embedding)), .embed)
    // One row for each position; every sequence begins at position 0.
    let positionPart = tap(start(Training.embedding(Tensor(Array(0..<length)), positions)), .posEmbed)
    var x = tokenPart + positionPart
    for (layer, block) in blocks.enumerated() {
      x = tap(x, .residPre, layer)
      let normal = tap(norm(x, block.ln1), .ln1Normalized, layer)
      let mixed = attention(affine(normal, block.attention), layer, taps)
      let attended = tap(affine(mixed, block.attentionOutput), .attnOut, layer)
      x = tap(x + attended, .residMid, layer)
      let pre = tap(affine(tap(norm(x, block.ln2), .ln2Normalized, layer), block.mlpInput), .mlpPre, layer)
      let post = tap(activation(pre), .mlpPost, layer)
      x = tap(x + tap(affine(post, block.mlpOutput), .mlpOut, layer), .residPost, layer)
    }
    return tap(norm(x, lnFinal), .lnFinalNormalized)
  }

  func logits(_ tokens: Tensor<Int>, _ taps: ActivationTaps? = nil) -> Variable {
    let logits = linear(hidden(tokens, taps), head)
    return taps?.keep(logits, .logits, nil) ?? logits
  }

  private func check(_ tokens: Tensor<Int>) -> Int {
    guard tokens.rank == 2, tokens.count > 0 else {
      trap("tokens: sequences × positions are needed here, but the shape is \(describe(shape: tokens.shape))")
    }
    guard tokens.shape[1] <= configuration.nContext else {
      trap(
        "tokens: \(tokens.shape[1]) positions are more than the model's context of \(configuration.nContext); "
          + "cut the sequences")
    }
    for (place, id) in tokens.enumerated() where id < 0 || id >= configuration.dVocab {
      trap(
        "tokens: id \(id) (sequence \(place / tokens.shape[1]), position \(place % tokens.shape[1])) is outside the "
          + "vocabulary of \(configuration.dVocab)")
    }
    return tokens.shape[1]
  }

  private func norm(_ x: Variable, _ norm: Norm) -> Variable {
    layerNorm(x, norm.weight, norm.bias, epsilon: Float(configuration.layerNormEpsilon))
  }

  private func affine(_ x: Variable, _ affine: Affine) -> Variable {
    linear(x, affine.weight, affine.bias, layout: .inputsByOutputs)
  }

  private func activation(_ x: Variable) -> Variable {
    switch configuration.activation {
    case .geluNew: gelu(x, .tanh)
    case .gelu: gelu(x, .erf)
    case .relu: relu(x)
    }
  }

  /// Fused where nothing inside is asked for, else step by step.
  private func attention(_ mixed: Variable, _ layer: Int, _ taps: ActivationTaps?) -> Variable {
    let heads = configuration.nHeads
    let inside: [HookSite] = [.q, .k, .v, .attnScores, .pattern, .z]
    let isPlain = configuration.scalesAttention && !configuration.scalesAttentionByLayer
    if isPlain, taps?.wants(inside, layer) != true { return causalSelfAttention(mixed, heads: heads) }
    let (sequences, length, width) = (mixed.shape[0], mixed.shape[1], configuration.dModel)
    let parts = mixed.split(into: 3, axis: 2)
    let sites: [HookSite] = [.q, .k, .v]
    // Sequences × heads × positions × width of a head.
    let qkv = zip(parts, sites).map { part, site in
      let shaped = part.reshaped(sequences, length, heads, width / heads)
      return (taps?.keep(shaped, site, layer) ?? shaped).permuted(0, 2, 1, 3)
    }
    var scale: Float = configuration.scalesAttention ? 1 / Float(width / heads).squareRoot() : 1
    if configuration.scalesAttentionByLayer { scale /= Float(layer + 1) }
    let mask = Tensor<Float>((0..<length * length).map { $0 % length > $0 / length ? -.infinity : 0 })
    var scores = qkv[0].matmul(qkv[1].permuted(0, 1, 3, 2)) * scale + mask.reshaped(length, length)
    scores = taps?.keep(scores, .attnScores, layer) ?? scores
    let pattern = softmax(scores)
    let z = (taps?.keep(pattern, .pattern, layer) ?? pattern).matmul(qkv[2]).permuted(0, 2, 1, 3)
    return (taps?.keep(z, .z, layer) ?? z).reshaped(sequences, length, width)
  }
}
