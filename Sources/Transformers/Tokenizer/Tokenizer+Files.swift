// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Tokenizer {
  /// Reads a tokenizer from a folder: `tokenizer.json`, or `vocab.json` with `merges.txt`, or OpenAI's `encoder.json`
  /// with `vocab.bpe`; the first that is there.
  /// - Throws: ``TokenizerError``, which names the file and the entry.
  public init(contentsOf folder: URL) throws {
    func existing(_ name: String) -> URL? {
      let url = folder.appendingPathComponent(name)
      return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
    if let file = existing("tokenizer.json") {
      try self.init(tokenizerJSON: file)
    } else if let vocabulary = existing("vocab.json"), let merges = existing("merges.txt") {
      try self.init(vocabulary: vocabulary, merges: merges)
    } else if let vocabulary = existing("encoder.json"), let merges = existing("vocab.bpe") {
      try self.init(vocabulary: vocabulary, merges: merges)
    } else {
      throw TokenizerError.noTokenizer(path: folder.path)
    }
  }

  /// Reads a tokenizer from a vocabulary (`vocab.json`, `encoder.json`: an object of ids by token) and its merges
  /// (`merges.txt`, `vocab.bpe`: a pair a line, in order of rank).
  ///
  /// `<|endoftext|>` becomes a special token if the vocabulary has it, as these files cannot say so.
  /// - Throws: ``TokenizerError``, which names the file and the entry or line.
  public init(vocabulary: URL, merges: URL) throws {
    let vocabularyData = try Self.read(vocabulary)
    var builder = VocabularyBuilder(path: vocabulary.path)
    var special: [SpecialToken] = []
    try vocabularyData.withUnsafeBytes { raw in
      var scanner = JSONScanner(raw.assumingMemoryBound(to: UInt8.self), path: vocabulary.path)
      try scanner.readObject { scanner in
        let token = scanner.string
        let id = try scanner.readInteger()
        if token.elementsEqual("<|endoftext|>".utf8) { special.append(SpecialToken("<|endoftext|>", id: id)) }
        try builder.add(token, id: id)
      }
      try scanner.expectEnd()
    }
    let list = try Self.mergeList(Self.read(merges), path: merges.path)
    let model = try builder.model(merges: list, mergePath: merges.path)
    self.init(
      model: model, specialTokens: special, addPrefixSpace: false,
      source: vocabulary.deletingLastPathComponent().lastPathComponent)
  }

  static func read(_ file: URL) throws -> Data {
    do {
      return try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      throw TokenizerError.system(path: file.path, action: "read", reason: error.localizedDescription)
    }
  }

  /// Reads merges line by line; a first line `#version: …` is left out, as are empty lines at the end.
  static func mergeList(_ data: Data, path: String) throws -> MergeList {
    var list = MergeList()
    try data.withUnsafeBytes { raw in
      let bytes = raw.assumingMemoryBound(to: UInt8.self)
      var (position, line) = (0, 0)
      while position < bytes.count {
        line += 1
        var end = position
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        var text = bytes[position..<end]
        if text.last == 0x0D { text.removeLast() }
        position = end + 1
        if text.isEmpty || line == 1 && text.starts(with: "#version".utf8) { continue }
        guard let space = text.firstIndex(of: 0x20), space > text.startIndex, space + 1 < text.endIndex,
          !text[(space + 1)...].contains(0x20)
        else {
          throw TokenizerError.malformedMerge(
            path: path, line: line,
            reason: "\"\(String(decoding: text, as: UTF8.self))\" is no merge: expected two tokens and a space between")
        }
        list.append(text[..<space], text[(space + 1)...], line: line)
      }
    }
    return list
  }
}
