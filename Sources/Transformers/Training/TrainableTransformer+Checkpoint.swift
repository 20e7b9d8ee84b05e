// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Training

extension TrainableTransformer {
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
