// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The weights of a GPT-2 model. Matrices are stored as input × output, so that activations are multiplied from the left.
final class GPT2Weights: Sendable {
  struct LayerNorm: Sendable {
    let weight: Tensor<Float>
    let bias: Tensor<Float>
  }

  struct Linear: Sendable {
    let weight: Tensor<Float>
    let bias: Tensor<Float>
  }

  struct Block: Sendable {
    let ln1: LayerNorm
    /// Queries, keys and values side by side: d_model × 3 d_model.
    let attention: Linear
    let attentionOutput: Linear
    let ln2: LayerNorm
    let mlpInput: Linear
    let mlpOutput: Linear
  }

  let configuration: GPT2Configuration
  /// Token embeddings: d_vocab × d_model.
  let embedding: Tensor<Float>
  /// Position embeddings: n_ctx × d_model.
  let positions: Tensor<Float>
  let blocks: [Block]
  let lnFinal: LayerNorm
  /// The output head: d_vocab × d_model; the embeddings where they are tied.
  let head: Tensor<Float>

  /// - Parameter tensor: gives the tensor of a name (without `transformer.`) and shape.
  init<Failure: Error>(
    _ configuration: GPT2Configuration, _ tensor: (_ name: String, _ shape: [Int]) throws(Failure) -> Tensor<Float>
  ) throws(Failure) {
    let (d, f, vocabulary) = (configuration.dModel, configuration.dMLP, configuration.dVocab)
    func linear(_ name: String, _ input: Int, _ output: Int) throws(Failure) -> Linear {
      Linear(weight: try tensor(name + ".weight", [input, output]), bias: try tensor(name + ".bias", [output]))
    }
    func norm(_ name: String) throws(Failure) -> LayerNorm {
      LayerNorm(weight: try tensor(name + ".weight", [d]), bias: try tensor(name + ".bias", [d]))
    }
    self.configuration = configuration
    embedding = try tensor("wte.weight", [vocabulary, d])
    positions = try tensor("wpe.weight", [configuration.nContext, d])
    var blocks: [Block] = []
    for layer in 0..<configuration.nLayers {
      let name = "h.\(layer)"
      blocks.append(
        Block(
          ln1: try norm(name + ".ln_1"), attention: try linear(name + ".attn.c_attn", d, 3 * d),
          attentionOutput: try linear(name + ".attn.c_proj", d, d), ln2: try norm(name + ".ln_2"),
          mlpInput: try linear(name + ".mlp.c_fc", d, f), mlpOutput: try linear(name + ".mlp.c_proj", f, d)))
    }
    self.blocks = blocks
    lnFinal = try norm("ln_f")
    head = configuration.tiesEmbeddings ? embedding : try tensor("lm_head.weight", [vocabulary, d])
  }

  /// Weights from a checkpoint, used where they lie in the mapped file if they are stored as 32-bit floats.
  ///
  /// Names may begin with `transformer.`; what the model does not need (masks that older files carry) is not looked at.
  convenience init(
    _ configuration: GPT2Configuration, _ checkpoint: Safetensors
  ) throws(TransformerError) {
    let prefix = checkpoint.entries["transformer.wte.weight"] == nil ? "" : "transformer."
    try self.init(configuration) { name, shape throws(TransformerError) in
      let name = name == "lm_head.weight" ? name : prefix + name
      if let dtype = checkpoint.entries[name]?.dtype, !["F64", "F32", "F16", "BF16"].contains(dtype) {
        throw .quantized(
          path: checkpoint.entries[name]?.path ?? checkpoint.path,
          what: "tensor '\(name)' has elements of type \(dtype)")
      }
      let tensor: Tensor<Float>
      do throws(SafetensorsError) { tensor = try checkpoint.tensor(name) } catch { throw .checkpoint(error) }
      guard tensor.shape == shape else {
        throw .misshapen(
          path: checkpoint.entries[name]?.path ?? checkpoint.path, tensor: name, shape: tensor.shape, expected: shape)
      }
      return tensor
    }
  }

  /// Every tensor by the name it has in a checkpoint.
  var tensors: [String: Tensor<Float>] {
    var named = ["wte.weight": embedding, "wpe.weight": positions]
    func add(_ name: String, _ weight: Tensor<Float>, _ bias: Tensor<Float>) {
      named[name + ".weight"] = weight
      named[name + ".bias"] = bias
    }
    for (layer, block) in blocks.enumerated() {
      let name = "h.\(layer)"
      add(name + ".ln_1", block.ln1.weight, block.ln1.bias)
      add(name + ".attn.c_attn", block.attention.weight, block.attention.bias)
      add(name + ".attn.c_proj", block.attentionOutput.weight, block.attentionOutput.bias)
      add(name + ".ln_2", block.ln2.weight, block.ln2.bias)
      add(name + ".mlp.c_fc", block.mlpInput.weight, block.mlpInput.bias)
      add(name + ".mlp.c_proj", block.mlpOutput.weight, block.mlpOutput.bias)
    }
    add("ln_f", lnFinal.weight, lnFinal.bias)
    var result = Dictionary(uniqueKeysWithValues: named.map { ("transformer." + $0.key, $0.value) })
    if !configuration.tiesEmbeddings { result["lm_head.weight"] = head }
    return result
  }
}
