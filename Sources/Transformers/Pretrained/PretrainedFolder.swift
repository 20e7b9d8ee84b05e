// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import HuggingFaceHub
import JupyterDisplay
import SmallModelFiles
import Tensors

/// Finds the folder with the files of a model or tokenizer by its name.
///
/// | Name | Is |
/// |---|---|
/// | `"martlet-small"`, `"small"` | the small model that ships with Martlet |
/// | a path of a folder that exists | that folder |
/// | anything else, such as `"gpt2-medium"` | a repository of the Hugging Face Hub: from its cache, else downloaded |
///
/// If a model of the GPT-2 family is available neither from the cache nor from the hub, the small model takes its place, and
/// the cell says so. This is the only place that knows these rules.
struct PretrainedFolder {
  /// Such a name may be answered with the small model.
  private static let family = ["gpt2", "gpt2-medium", "gpt2-large", "gpt2-xl", "distilgpt2"]

  let name: String
  var client = HubClient()

  /// - Parameters:
  ///   - what: `model` or `tokenizer`, for the warning.
  ///   - fetch: gets the files from the hub and gives their folder.
  func resolve(
    _ what: String, _ fetch: (HubClient, HubRepository) async throws -> String
  ) async throws -> String {
    if name == SmallModel.name || name == "small" { return try SmallModel.directory() }
    if isFolder { return name }
    do {
      return try await fetch(client, .model(name))
    } catch let error as HubError where error.isAboutTheNetwork && Self.isGPT2(name) {
      let small = try SmallModel.directory()
      warn(
        "the \(what) \"\(name)\" could not be loaded: \(error). The small model that ships with Martlet takes its place "
          + "(\"\(SmallModel.name)\": 6 layers of 512 neurons, 2048 tokens); what follows is about that model, not "
          + "about \(name).")
      return small
    }
  }

  private var isFolder: Bool {
    var status = stat()
    return stat(name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func isGPT2(_ name: String) -> Bool {
    family.contains(name)
      || ["openai-community/", "distilbert/"].contains { owner in
        name.hasPrefix(owner) && family.contains(String(name.dropFirst(owner.count)))
      }
  }

  // MARK: Which files

  /// `config.json` and the weights, in one file or in parts, and the tokenizer beside them if there is one to be had.
  static func fetchModel(_ client: HubClient, _ repository: HubRepository) async throws -> String {
    let folder = try await fetchWeights(client, repository)
    _ = try? await fetchTokenizer(client, repository)
    return folder
  }

  private static func fetchWeights(_ client: HubClient, _ repository: HubRepository) async throws -> String {
    do throws(HubError) {
      return try await client.folder(containing: ["config.json", "model.safetensors"], of: repository).path
    } catch {
      guard case .noSuchFile("model.safetensors", _) = error else { throw error }
    }
    let index = "model.safetensors.index.json"
    let path: String
    do throws(HubError) {
      path = try await client.file(index, of: repository).path
    } catch {
      guard case .noSuchFile = error else { throw error }
      throw PretrainedError.noSafetensors(repository: repository.id)
    }
    let parts = try parts(of: path)
    return try await client.folder(containing: ["config.json", index] + parts, of: repository).path
  }

  /// `tokenizer.json`, or `vocab.json` and `merges.txt`; what is in the cache already is preferred. The files that may
  /// lie beside it come along with the download.
  static func fetchTokenizer(_ client: HubClient, _ repository: HubRepository) async throws -> String {
    let wasCached = ["tokenizer.json", "vocab.json"].contains { client.cachedFile($0, of: repository) != nil }
    let folder = try await fetchVocabulary(client, repository)
    if !wasCached {
      for settings in ["tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"] {
        _ = try? await client.file(settings, of: repository)
      }
    }
    return folder
  }

  private static func fetchVocabulary(_ client: HubClient, _ repository: HubRepository) async throws -> String {
    let older = ["vocab.json", "merges.txt"]
    if client.cachedFile("tokenizer.json", of: repository) == nil,
      older.allSatisfy({ client.cachedFile($0, of: repository) != nil })
    {
      return try await client.folder(containing: older, of: repository).path
    }
    do throws(HubError) {
      return try await client.folder(containing: ["tokenizer.json"], of: repository).path
    } catch {
      guard case .noSuchFile = error else { throw error }
    }
    return try await client.folder(containing: older, of: repository).path
  }

  /// The files that an index names.
  static func parts(of path: String) throws -> [String] {
    let file: MappedFile
    do throws(FileError) {
      file = try MappedFile(path)
    } catch {
      throw PretrainedError.system(path: error.path, action: error.action, reason: error.reason)
    }
    var parts: Set<String> = []
    var scanner = JSONScanner(file.bytes.assumingMemoryBound(to: UInt8.self), path: path)
    try scanner.readObject { scanner in
      guard scanner.text == "weight_map" else { return try scanner.skipValue() }
      try scanner.readObject { scanner in
        try scanner.readString()
        parts.insert(scanner.text)
      }
    }
    guard !parts.isEmpty else { throw PretrainedError.malformedIndex(path: path, reason: "'weight_map' names no file") }
    return parts.sorted()
  }
}
