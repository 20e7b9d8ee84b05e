// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Training

extension TrainableTransformer {
  /// A model to train further. The weights are copied: the model that was given stays as it is. Its interventions are
  /// not taken along.
  public init(_ model: Transformer) {
    let tensors = model.weights.tensors
    self.init(model.configuration) { name, _ in tensors[name]! }
  }

  /// The model to use, with the weights as they are now; training on does not change it.
  public var transformer: Transformer {
    let values = stateDictionary
    let weights = GPT2Weights(configuration) { name, _ in
      values[name == "lm_head.weight" ? name : "transformer." + name]!
    }
    return Transformer(weights: weights, source: "trained weights")
  }

  /// Writes the model as Hugging Face lays it out: `config.json` and `model.safetensors` in a folder that exists.
  ///
  /// The files appear only when they are complete.
  public func save(to directory: String) throws(TransformerError) {
    do throws(SafetensorsError) { try save(directory + "/model.safetensors") } catch { throw .checkpoint(error) }
    do throws(FileError) {
      let file = try AtomicFile(directory + "/config.json")
      try file.write(Array(configuration.json.utf8))
      try file.finish()
    } catch {
      throw .checkpoint(.system(path: error.path, action: error.action, reason: error.reason))
    }
  }
}
