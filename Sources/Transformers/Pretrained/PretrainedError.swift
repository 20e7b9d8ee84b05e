// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why the files of a model could not be found by its name, beside what `HubError` and `SmallModelError` tell.
public enum PretrainedError: Error, CustomStringConvertible, Equatable {
  /// A file cannot be opened or read.
  case system(path: String, action: String, reason: String)
  /// The index of a checkpoint in several parts is not what it should be.
  case malformedIndex(path: String, reason: String)
  /// A repository of the hub without `model.safetensors`.
  case noSafetensors(repository: String)

  public var description: String {
    switch self {
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .noSafetensors(let repository):
      """
      \(repository) has no model.safetensors; if its weights are in pytorch_model.bin, convert them, in Python:
        from transformers import AutoModelForCausalLM, AutoTokenizer
        AutoModelForCausalLM.from_pretrained("\(repository)").save_pretrained("converted")
        AutoTokenizer.from_pretrained("\(repository)").save_pretrained("converted")
      and load "converted"
      """
    case .malformedIndex(let path, let reason): "\(path): \(reason)"
    }
  }
}
