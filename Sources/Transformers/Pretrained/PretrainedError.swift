// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a model or tokenizer could not be found by its name.
public enum PretrainedError: Error, CustomStringConvertible, Equatable {
  /// The files that ship with Martlet are not where they should be.
  case noResources(searched: [String])
  case system(path: String, action: String, reason: String)
  /// The index of a checkpoint in several parts is not what it should be.
  case malformedIndex(path: String, reason: String)

  public var description: String {
    switch self {
    case .noResources(let searched):
      "the files that ship with Martlet were not found; searched: \(searched.joined(separator: ", ")); "
        + "copy Martlet_Transformers.resources beside the program, or install Martlet again"
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .malformedIndex(let path, let reason): "\(path): \(reason)"
    }
  }
}
