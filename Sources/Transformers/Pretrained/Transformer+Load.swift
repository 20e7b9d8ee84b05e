// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import HuggingFaceHub
// `SmallModel` belongs to what this module is about.
@_exported import SmallModelFiles

extension Transformer {
  /// The model of a name.
  ///
  /// ```swift
  /// let model = try await Transformer.load("gpt2-medium")
  /// let tokenizer = try model.tokenizer()
  /// ```
  /// `"gpt2-medium"` and its like are repositories of the Hugging Face Hub: taken from the cache that Python shares, else
  /// downloaded into it. A path of a folder is read from there. `"martlet-small"` is the small model that ships with
  /// Martlet; without a network it takes the place of GPT-2 models that are not in the cache, and the cell says so.
  /// - Throws: `HubError` where the files could not be loaded, ``TransformerError`` where they are not what they should be.
  public static func load(_ name: String) async throws -> Transformer {
    let folder = try await PretrainedFolder(name: name).resolve("model", PretrainedFolder.fetchModel)
    return try load(directory: folder)
  }

  /// The tokenizer that lies beside the model's weights. Take it from here, not by name, where another model may have
  /// taken the place of the one that was asked for.
  /// - Throws: ``TokenizerError``; ``TokenizerError/noTokenizer(path:)`` where the folder has none: then load it
  ///   by a name.
  public func tokenizer() throws(TokenizerError) -> Tokenizer { try Tokenizer.load(directory: source) }
}

extension Tokenizer {
  /// The tokenizer of a model's name, found as ``Transformer/load(_:)`` finds the model.
  ///
  /// ```swift
  /// let tokenizer = try await Tokenizer.load("gpt2")
  /// ```
  /// - Throws: `HubError` where the files could not be loaded, ``TokenizerError`` where they are not what they should be.
  public static func load(_ name: String) async throws -> Tokenizer {
    let folder = try await PretrainedFolder(name: name).resolve("tokenizer", PretrainedFolder.fetchTokenizer)
    return try load(directory: folder)
  }
}
