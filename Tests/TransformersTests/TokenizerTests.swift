// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Testing
import Transformers

@Suite struct TokenizerTests {
  let reference = TokenizerReference.shared
  let small = TokenizerReference.small

  @Test func `Difficult texts get the ids that Hugging Face gives them`() {
    for entry in reference.cases { #expect(small.encode(entry.text) == entry.ids, "\(entry.text.debugDescription)") }
  }

  @Test(.enabled(if: TokenizerReference.gpt2Folder != nil, "GPT-2's vocabulary is not beside the checkout"))
  func `GPT-2's own vocabulary gives the ids of the original`() throws {
    let tokenizer = try Tokenizer.load(directory: #require(TokenizerReference.gpt2Folder))
    #expect(tokenizer.vocabularySize == 50257)
    #expect(tokenizer.endOfText == 50256)
    for entry in reference.cases {
      #expect(tokenizer.encode(entry.text) == entry.gpt2, "\(entry.text.debugDescription)")
      #expect(tokenizer.decode(entry.gpt2) == entry.text)
    }
    #expect(
      ["the", " the", " an", " can", "'t", " him", " her"].map(tokenizer.singleToken) == [
        1169, 262, 281, 460, 470, 683, 607,
      ])
  }

  @Test func `Texts get the same ids alone, in a batch, and again from the cache`() {
    let texts = reference.cases.map(\.text)
    let expected = reference.cases.map(\.ids)
    for _ in 0..<3 { #expect(small.encode(texts) == expected) }
    #expect(small.encode(texts[...]) == expected)
    #expect(small.encode([String]()) == [])
  }

  @Test func `A prefix space is put in front of text that has none`() {
    for entry in reference.cases {
      #expect(small.encode(entry.text, addPrefixSpace: true) == entry.prefixed.ids, "\(entry.text.debugDescription)")
    }
  }

  @Test func `Decoding gives the text back`() {
    for entry in reference.cases { #expect(small.decode(small.encode(entry.text)) == entry.text) }
  }

  @Test func `Tokens that are no UTF-8 decode to replacement characters as elsewhere`() {
    for entry in reference.decodings { #expect(small.decode(entry.ids) == entry.text, "\(entry.ids)") }
  }

  @Test func `Every token has a place in the text, in bytes and in characters`() {
    for entry in reference.cases {
      let encoding = small.encoding(of: entry.text)
      #expect(encoding.ids == entry.ids)
      #expect(encoding.characterRanges.map { [$0.lowerBound, $0.upperBound] } == entry.offsets, "\(entry.text)")
      #expect(encoding.byteRanges.flatMap { Array($0) } == Array(0..<entry.text.utf8.count))
      #expect(encoding.tokens == small.tokens(entry.ids))
    }
  }

  @Test func `A prefix space has no place in the text`() {
    let encoding = small.encoding(of: "the keeper", addPrefixSpace: true)
    #expect(encoding.byteRanges == [0..<3, 3..<10])
    #expect(encoding.text(of: 1) == " keeper")
    #expect(encoding.token(atByte: 3) == 1)
    #expect(encoding.token(atCharacter: 2) == 0)
    #expect(encoding.token(atCharacter: 10) == nil)
  }

  @Test func `Special tokens are text like any other where one asks for it`() {
    let text = "a<|endoftext|>b"
    let mark = small.vocabularySize - 1
    #expect(small.endOfText == mark)
    #expect(small.encode(text).contains(mark))
    #expect(!small.encode(text, parsingSpecialTokens: false).contains(mark))
    #expect(small.decode(small.encode(text, parsingSpecialTokens: false)) == text)
    #expect(small.decode(small.encode(text), skippingSpecialTokens: true) == "ab")
    #expect(small.encoding(of: text).byteRanges == [0..<1, 1..<14, 14..<15])
  }

  @Test func `Tokens are found by their text`() {
    let id = small.singleToken(" the")
    #expect(small.id(of: " the") == id)
    #expect(small.tokens([id]) == ["Ġthe"])
    #expect(small.bytes(of: id) == Array(" the".utf8))
    #expect(small.id(of: "no such token") == nil)
    #expect(small.id(of: "<|endoftext|>") == small.endOfText)
  }

  @Test func `Threads share one tokenizer`() async {
    let (small, cases) = (small, reference.cases)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { cases.allSatisfy { small.encode($0.text) == $0.ids } } }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `A tokenizer and an encoding show themselves`() {
    #expect(
      small.description == "Tokenizer (small/tokenizer.json): 601 tokens, 344 merges, special tokens: <|endoftext|>")
    let encoding = small.encoding(of: " the map")
    #expect(encoding.description == "2 tokens:  the \(encoding.ids[0]) |  map \(encoding.ids[1])")
    guard case .text(let html)? = encoding.mimeBundle[.html] else { Issue.record("no HTML"); return }
    #expect(html.contains("<span title='0: Ġthe, id \(encoding.ids[0])'"))
  }
}
