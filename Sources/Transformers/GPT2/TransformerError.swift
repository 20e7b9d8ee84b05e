// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// What went wrong with a model's files. Each case names the file, and the tensor or entry where there is one.
public enum TransformerError: Error, CustomStringConvertible, Equatable {
  /// `config.json` is missing, no JSON, or has an entry that is missing or impossible.
  case configuration(path: String, reason: String)
  /// The model has something that is not supported.
  case unsupported(path: String, what: String)
  /// The weights are missing or damaged.
  case checkpoint(SafetensorsError)
  /// The weights are stored as whole numbers or 8-bit floating-point numbers with scales.
  case quantized(path: String, what: String)
  /// The folder has weights, but in a format that runs code when it is opened, or that is another program's.
  case convertible(folder: String, file: String)
  /// A tensor has another shape than the configuration says.
  case misshapen(path: String, tensor: String, shape: [Int], expected: [Int])

  public var description: String {
    switch self {
    case .configuration(let path, let reason): "\(path): \(reason)"
    case .unsupported(let path, let what): "\(path): \(what) is not supported"
    case .checkpoint(let error): "\(error)"
    case .quantized(let path, let what):
      "\(path): \(what): quantized checkpoints are not supported; load the original model, with weights in F32, F16 or BF16"
    case .convertible(let folder, let file):
      """
      \(folder): the weights are in \(file), and are read from model.safetensors only; to convert them, in Python:
        from transformers import AutoModelForCausalLM
        AutoModelForCausalLM.from_pretrained("\(folder)").save_pretrained("\(folder)")
      """
    case .misshapen(let path, let tensor, let shape, let expected):
      "\(path): tensor '\(tensor)' has shape \(describe(shape: shape)), but config.json says "
        + "\(describe(shape: expected)); do the two files belong together?"
    }
  }
}
