// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A GPT-2 model whose every step can be read and changed.
///
/// ```swift
/// let model = try await Transformer.load("gpt2-medium")   // or load(directory:)
/// let run = model.run(tokens, capturing: .blocks[0..<24].mlp.pre, at: .last)
/// run[.blocks[3].mlp.pre]                    // sequences × 4096
/// ```
/// A run computes only what its captures need; see ``TransformerRun/plan``. Logits and activations agree with Hugging
/// Face's implementation to the rounding of 32-bit floats. Copies share the weights; interventions belong to each copy.
public struct Transformer: Sendable {
  let weights: GPT2Weights
  /// Where the model comes from, for people: a folder, or `random weights`.
  public let source: String
  /// Changes that take part in every run and generation of this copy, in the order in which they are applied.
  var attached: [AttachedIntervention] = []

  init(weights: GPT2Weights, source: String) {
    self.weights = weights
    self.source = source
  }

  public var configuration: GPT2Configuration { weights.configuration }

  /// The model in a folder with `config.json` and `model.safetensors` (or its parts and their index), as Hugging Face
  /// lays it out. The weights are mapped, not read: what a run does not need never leaves the disk.
  /// - Throws: ``TransformerError``, which names the file, and the tensor or entry that is missing or does not fit.
  public static func load(directory: String) throws(TransformerError) -> Transformer {
    let configuration = try GPT2Configuration(contentsOf: directory + "/config.json")
    if let file = OtherWeights.name(in: directory) { throw .convertible(folder: directory, file: file) }
    let checkpoint: Safetensors
    do throws(SafetensorsError) { checkpoint = try Safetensors(directory) } catch { throw .checkpoint(error) }
    return Transformer(weights: try GPT2Weights(configuration, checkpoint), source: directory)
  }

  /// A model with random weights, drawn as GPT-2's were before training: normal with deviation 0.02, biases 0, and
  /// layer norms that change nothing.
  public init(random configuration: GPT2Configuration, seed: Int) {
    let random = RandomState(seed: seed)
    let weights = GPT2Weights(configuration) { name, shape in
      if name.hasSuffix("bias") { return Tensor<Float>(repeating: 0, shape: shape) }
      if name.contains("ln_") { return Tensor<Float>(repeating: 1, shape: shape) }
      return Tensor<Float>(random.randn(shape.reduce(1, *)) * 0.02).reshaped(shape)
    }
    self.init(weights: weights, source: "random weights")
  }

  /// Writes the model as Hugging Face lays it out: `config.json` and `model.safetensors` in a folder that exists.
  public func save(to directory: String) throws(TransformerError) {
    do throws(SafetensorsError) {
      try Safetensors.write(weights.tensors, metadata: ["format": "pt"], to: directory + "/model.safetensors")
    } catch {
      throw .checkpoint(error)
    }
    do throws(FileError) {
      let file = try AtomicFile(directory + "/config.json")
      try file.write(Array(configuration.json.utf8))
      try file.finish()
    } catch {
      throw .checkpoint(.system(path: error.path, action: error.action, reason: error.reason))
    }
  }
}
