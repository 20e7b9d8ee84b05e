// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Testing
import Transformers

/// Files beside a vocabulary, against Hugging Face's libraries (Fixtures/generate_tokenizer_settings.py).
@Suite struct TokenizerSettingsTests {
  struct Reference: Decodable, CustomTestStringConvertible {
    struct Case: Decodable {
      var text: String
      var ids: [Int]
    }

    var name: String
    var files: [String: String]
    var size: Int
    var marks: [String]
    var cases: [Case]
    var testDescription: String { name }

    static let all = try! JSONDecoder().decode(
      [Reference].self, from: Data(contentsOf: URL(fileURLWithPath: TokenizerReference.folder + "/settings.json")))
  }

  /// A folder with the small vocabulary and some files beside it or in its place.
  private func withFolder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
      for name in ["vocab.json", "merges.txt"] where files[name] == nil {
        try FileManager.default.copyItem(
          atPath: TokenizerReference.folder + "/small/" + name, toPath: folder + "/" + name)
      }
      for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }
      return try body(folder)
    }
  }

  private func error(_ files: [String: String]) throws -> String {
    try withFolder(files) { folder in
      var message = "no error"
      do { _ = try Tokenizer.load(directory: folder) } catch { message = "\(error)" }
      return message.replacingOccurrences(of: folder + "/", with: "")
    }
  }

  @Test(arguments: Reference.all)
  func `files beside a vocabulary are read as Hugging Face reads them`(reference: Reference) throws {
    try withFolder(reference.files) { folder in
      let tokenizer = try Tokenizer.load(directory: folder)
      #expect(tokenizer.vocabularySize == reference.size)
      #expect(Set(tokenizer.specialTokens.filter(\.isSpecial).map(\.text)) == Set(reference.marks))
      for entry in reference.cases {
        #expect(tokenizer.encode(entry.text) == entry.ids, "\(entry.text)")
        #expect(tokenizer.encoding(of: entry.text).ids == entry.ids, "\(entry.text)")
      }
      let texts = reference.cases.map(\.text)
      #expect(tokenizer.encode(texts) == reference.cases.map(\.ids))
      try tokenizer.save(to: folder)
      let again = try Tokenizer.load(tokenizerJSON: folder + "/tokenizer.json")
      #expect(again.encode(texts) == reference.cases.map(\.ids))
    }
  }

  @Test func `tokens around a text can be left out, and cover nothing of it`() throws {
    let reference = try #require(Reference.all.first { $0.name == "a template" })
    try withFolder(reference.files) { folder in
      let tokenizer = try Tokenizer.load(directory: folder)
      let whole = tokenizer.encode("the map")
      #expect(tokenizer.encode("the map", addingSpecialTokens: false) == Array(whole.dropFirst().dropLast()))
      let encoding = tokenizer.encoding(of: "the map")
      #expect(encoding.byteRanges.first == 0..<0)
      #expect(encoding.byteRanges.last == 7..<7)
      #expect(encoding.token(atByte: 0) == 1)
      #expect(tokenizer.singleToken("a") == tokenizer.encode("a")[1])
      #expect(tokenizer.decode(whole, skippingSpecialTokens: true) == "the map")
    }
  }

  @Test func `a byte order mark in front of any file changes nothing`() throws {
    for name in ["vocab.json", "merges.txt"] {
      let text = try String(contentsOfFile: TokenizerReference.folder + "/small/" + name, encoding: .utf8)
      try withFolder([name: "\u{feff}" + text]) { folder in
        let tokenizer = try Tokenizer.load(directory: folder)
        #expect(tokenizer.encode("can't find the lamp") == TokenizerReference.small.encode("can't find the lamp"))
      }
    }
    #expect(try error(["added_tokens.json": "\u{feff}{\"<pad>\": 601}"]) == "no error")
  }

  @Test func `what is wrong in a file beside the vocabulary is named with the file`() throws {
    #expect(
      try error(["added_tokens.json": #"{"<pad>": 5}"#])
        == #"added_tokens.json: entry "<pad>": the id 5 is that of "&" in the vocabulary"#)
    #expect(
      try error(["added_tokens.json": #"{"<pad>": 601, "<x>": 601}"#])
        == #"added_tokens.json: entry "<x>": the id 601 is also that of "<pad>""#)
    #expect(
      try error(["added_tokens.json": #"{"<pad>": "x"}"#]) == "added_tokens.json: line 1: expected a whole number")
    #expect(try error(["tokenizer_config.json": ""]).hasPrefix("tokenizer_config.json: line 1: the file ends"))
    let decoder = #"{"added_tokens_decoder": {"601": {"content": "<x>", "single_word": true}}}"#
    #expect(
      try error(["tokenizer_config.json": decoder]).hasPrefix(
        "tokenizer_config.json: added_tokens_decoder.single_word is true"))
  }

  @Test(arguments: ["BertProcessing", "RobertaProcessing"])
  func `a post-processor of another kind is refused by name`(kind: String) throws {
    let text = try String(contentsOfFile: TokenizerReference.folder + "/small/tokenizer.json", encoding: .utf8)
    let start = try #require(text.range(of: #""post_processor":"#))
    let end = try #require(text.range(of: #","decoder":"#))
    let changed = text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: #"{"type":"\#(kind)"}"#)
    #expect(try error(["tokenizer.json": changed]).hasPrefix("tokenizer.json: post_processor.type is \(kind)"))
  }
}
