// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HuggingFaceHub
import Tensors
import Testing
import Transformers

@Suite struct PretrainedTests {
  @Test func `The small model and its tokenizer are there without a network`() async throws {
    let model = try await Transformer.load("martlet-small")
    #expect(model.configuration.nLayers == 6)
    #expect(model.configuration.dModel == 128)
    #expect(try await Transformer.load("small").configuration == model.configuration)
    let tokenizer = try await Tokenizer.load("martlet-small")
    #expect(tokenizer.vocabularySize == model.configuration.dVocab)
    #expect(tokenizer.endOfText == model.configuration.endOfText)
    #expect(try model.tokenizer().encode("She can't see him.") == tokenizer.encode("She can't see him."))
    for word in [" the", " an", " can", "'t", " him", " her"] { #expect(tokenizer.encode(word).count == 1, "\(word)") }
  }

  @Test func `The corpus is there, and what was held out is not in it`() throws {
    let (documents, heldOut) = (try SmallModel.documents(), try SmallModel.heldOutDocuments())
    #expect(documents.count > 5000)
    #expect(heldOut.count > 500)
    // Short documents may come twice by chance.
    let known = Set(documents)
    #expect(heldOut.count { known.contains($0) } < heldOut.count / 50)
  }

  @Test func `A folder is read from where it is`() async throws {
    let model = try await Transformer.load(GPT2Reference.tied.folder)
    #expect(model.configuration.dModel == 16)
    let tokenizer = try await Tokenizer.load(TokenizerReference.folder + "/small")
    #expect(tokenizer.vocabularySize == 601)
  }

  @Test func `Without a network the small model takes the place of GPT-2, and says so`() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      setenv("HF_HUB_OFFLINE", "1", 1)
      setenv("HF_HUB_CACHE", "/nonexistent", 1)
      let model = try await Transformer.load("gpt2-medium")
      let tokenizer = try await Tokenizer.load("openai-community/gpt2")
      precondition(model.configuration.nLayers == 6 && tokenizer.vocabularySize == 2048)
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("Warning: the model \"gpt2-medium\" could not be loaded: config.json of "), "\(said)")
    #expect(said.contains("The small model that ships with Martlet takes its place"))
    #expect(said.contains("Warning: the tokenizer \"openai-community/gpt2\" could not be loaded"))
  }

  @Test func `Nothing takes the place of other models`() async {
    await #expect(processExitsWith: .success) {
      setenv("HF_HUB_OFFLINE", "1", 1)
      setenv("HF_HUB_CACHE", "/nonexistent", 1)
      do {
        _ = try await Transformer.load("somebody/gpt2-of-their-own")
        fatalError("no error")
      } catch let error as HubError {
        precondition(error.isAboutTheNetwork)
      }
    }
  }

  @Test func `What is in the cache of the hub is used`() async throws {
    try await withCache(["config.json", "model.safetensors"]) { cache in
      let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        [cache = cache as String] in
        setenv("HF_HUB_OFFLINE", "1", 1)
        setenv("HF_HUB_CACHE", cache, 1)
        let model = try await Transformer.load("gpt2")
        // Its tokenizer is not there.
        let tokenizer = try await Tokenizer.load("gpt2")
        precondition(model.configuration.dModel == 16 && tokenizer.vocabularySize == 2048)
      }
      let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(!said.contains("the model"))
      #expect(said.contains("Warning: the tokenizer \"gpt2\" could not be loaded"))
    }
  }

  /// A cache in the hub's layout that holds some files of a committed model as `gpt2`.
  private func withCache(_ files: [String], _ body: (String) async throws -> Void) async throws {
    let cache = NSTemporaryDirectory() + "martlet-cache-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let repository = cache + "/models--gpt2"
    let commit = "0123456789012345678901234567890123456789"
    for folder in ["/refs", "/snapshots/\(commit)"] {
      try FileManager.default.createDirectory(atPath: repository + folder, withIntermediateDirectories: true)
    }
    try commit.write(toFile: repository + "/refs/main", atomically: true, encoding: .utf8)
    for file in files {
      try FileManager.default.copyItem(
        atPath: GPT2Reference.tied.folder + "/" + file, toPath: "\(repository)/snapshots/\(commit)/\(file)")
    }
    try await body(cache)
  }
}
