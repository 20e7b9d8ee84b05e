// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Testing
import Transformers

@Suite struct TokenizerFileTests {
  let folder = FileManager.default.temporaryDirectory.path + "/martlet-tokenizer-\(UUID())"
  let small = TokenizerReference.folder + "/small"

  /// The error that reading a folder gives after its files were changed.
  private func error(changing file: String, _ change: (String) -> String) throws -> String {
    let manager = FileManager.default
    try? manager.removeItem(atPath: folder)
    defer { try? manager.removeItem(atPath: folder) }
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in file == "tokenizer.json" ? [file] : ["vocab.json", "merges.txt"] {
      let text = try String(contentsOfFile: small + "/" + name, encoding: .utf8)
      let changed = name == file ? change(text) : text
      try changed.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    var message = "no error"
    do { _ = try Tokenizer.load(directory: folder) } catch { message = error.description }
    return message.replacingOccurrences(of: folder + "/", with: "")
  }

  @Test func `tokenizer.json and vocab.json with merges.txt give the same tokenizer`() throws {
    let parts = try Tokenizer.load(vocabulary: small + "/vocab.json", merges: small + "/merges.txt")
    let whole = try Tokenizer.load(tokenizerJSON: small + "/tokenizer.json")
    #expect(parts.vocabularySize == whole.vocabularySize)
    #expect(parts.specialTokens == whole.specialTokens)
    for entry in TokenizerReference.shared.cases { #expect(parts.encode(entry.text) == whole.encode(entry.text)) }
  }

  @Test func `An unharmed copy is read without error`() throws {
    #expect(try error(changing: "vocab.json") { $0 } == "no error")
    #expect(try error(changing: "tokenizer.json") { $0 } == "no error")
    #expect(try error(changing: "merges.txt") { $0.replacingOccurrences(of: "\n", with: "\r\n") } == "no error")
  }

  @Test func `Files that are cut short are named, with the line`() throws {
    #expect(
      try error(changing: "vocab.json") { String($0.prefix(6)) }
        == "vocab.json: line 1: the file ends in the middle of a value; was the download complete?")
    #expect(
      try error(changing: "vocab.json") { String($0.prefix(3)) }
        == "vocab.json: line 1: the file ends inside a string; was the download complete?")
    #expect(try error(changing: "tokenizer.json") { String($0.prefix(5000)) }.hasPrefix("tokenizer.json: line 1: "))
    #expect(try error(changing: "vocab.json") { _ in "" }.contains("ends in the middle of a value"))
    #expect(try error(changing: "vocab.json") { $0 + "x" } == "vocab.json: line 1: text after the end of the value")
  }

  @Test func `A merge that cannot be made is named with its line`() throws {
    #expect(
      try error(changing: "merges.txt") { $0 + "Q Zq\n" }
        == "merges.txt: line 346: the merge needs the token \"Zq\", which vocab.json does not have")
    #expect(
      try error(changing: "merges.txt") { $0 + "lonely\n" }.hasPrefix("merges.txt: line 346: \"lonely\" is no merge"))
    #expect(
      try error(changing: "merges.txt") { $0 + "a b c\n" }.hasPrefix("merges.txt: line 346: \"a b c\" is no merge"))
  }

  @Test func `An impossible vocabulary is named with its entry`() throws {
    #expect(
      try error(changing: "vocab.json") { $0.replacingOccurrences(of: "\"!\": 0, ", with: "") }
        == "vocab.json: entry \"!\": is missing: a byte-level vocabulary needs all 256 bytes, "
        + "or some text could not be encoded")
    #expect(
      try error(changing: "vocab.json") { $0.replacingOccurrences(of: "\"!\": 0, ", with: "\"!\": 1, ") }
        .contains("the id 1 is also that of"))
    #expect(
      try error(changing: "vocab.json") { $0.replacingOccurrences(of: "\"!\": 0, ", with: "\"!\": -5, ") }
        .contains("the id -5 is not a number"))
    #expect(
      try error(changing: "vocab.json") { $0.replacingOccurrences(of: "\"!\": 0, ", with: "\"!\": \"0\", ") }
        == "vocab.json: line 1: expected a whole number")
  }

  @Test func `A tokenizer of another kind is refused by the name of the entry`() throws {
    func change(_ old: String, _ new: String) throws -> String {
      try error(changing: "tokenizer.json") {
        #expect($0.contains(old))
        return $0.replacingOccurrences(of: old, with: new)
      }
    }
    #expect(
      try change("\"type\":\"BPE\"", "\"type\":\"WordPiece\"").hasPrefix("tokenizer.json: model.type is WordPiece"))
    #expect(
      try change("\"normalizer\":null", "\"normalizer\":{\"type\":\"NFC\"}").hasPrefix("tokenizer.json: normalizer"))
    #expect(try change("\"use_regex\":true", "\"use_regex\":false").contains("use_regex is false"))
    #expect(try change("\"byte_fallback\":false", "\"byte_fallback\":true").contains("byte_fallback is true"))
    #expect(try change("\"dropout\":null", "\"dropout\":0.1").contains("model.dropout is set"))
  }

  @Test func `A folder without a tokenizer says what was expected`() throws {
    let missing = folder + "/missing"
    #expect(throws: TokenizerError.noTokenizer(path: missing)) { try Tokenizer.load(directory: missing) }
    #expect(throws: TokenizerError.self) {
      try Tokenizer.load(vocabulary: missing, merges: missing)
    }
  }
}
