// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Testing
import Transformers

@Suite struct TokenizerTrainingTests {
  let text = try! String(contentsOfFile: TokenizerReference.folder + "/text.txt", encoding: .utf8)

  @Test func `Training finds the vocabulary and merges that Hugging Face's trainer finds`() {
    let trained = Tokenizer.train(on: [text], vocabularySize: 601)
    let small = TokenizerReference.small
    #expect(trained.vocabularySize == small.vocabularySize)
    let ids = 0..<trained.vocabularySize
    #expect(trained.tokens(ids) == small.tokens(ids))
    for entry in TokenizerReference.shared.cases { #expect(trained.encode(entry.text) == entry.ids) }
  }

  @Test func `Special tokens are cut out of the texts`() {
    let plain = Tokenizer.train(on: [text, text], vocabularySize: 400)
    let marked = Tokenizer.train(on: [text + "<|endoftext|>" + text], vocabularySize: 400)
    #expect(plain.tokens(0..<400) == marked.tokens(0..<400))
    #expect(marked.encode("<|endoftext|>") == [399])
  }

  @Test func `A text with few pairs gives a smaller vocabulary`() {
    let tokenizer = Tokenizer.train(on: ["abab abab"], vocabularySize: 1000)
    // ab, abab; the space occurs once.
    #expect(tokenizer.vocabularySize == 259)
    #expect(tokenizer.encode("abab") == [257])
  }

  @Test func `What is saved is read again from each of its files`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/martlet-tokenizer-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let trained = Tokenizer.train(
      on: [text], vocabularySize: 450, specialTokens: ["<|endoftext|>", "<mark>"], addPrefixSpace: true)
    try trained.save(to: folder)
    let complete = try Tokenizer.load(directory: folder)
    #expect(complete.addPrefixSpace)
    #expect(complete.specialTokens == trained.specialTokens)
    let parts = try Tokenizer.load(vocabulary: folder + "/vocab.json", merges: folder + "/merges.txt")
    for entry in TokenizerReference.shared.cases {
      #expect(complete.encode(entry.text) == trained.encode(entry.text))
      #expect(parts.encode(entry.text) == trained.encode(entry.text, addPrefixSpace: false))
    }
    #expect(complete.encode("a<mark>b").contains(449))
  }

  @Test func `A folder that does not exist is named`() {
    #expect(
      throws: TokenizerError.system(
        path: "/nowhere/vocab.json", action: "create it", reason: "No such file or directory")
    ) {
      try TokenizerReference.small.save(to: "/nowhere")
    }
  }
}
