// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import FoundationEssentials
import Tensors

extension Tokenizer {
  /// Reads a tokenizer from a folder: `tokenizer.json`, or `vocab.json` with `merges.txt`, or OpenAI's `encoder.json`
  /// with `vocab.bpe`; the first that is there. `added_tokens.json`, `special_tokens_map.json` and
  /// `tokenizer_config.json` are taken into account where they are.
  /// - Throws: ``TokenizerError``, which names the file and the entry.
  public static func load(directory: String) throws(TokenizerError) -> Tokenizer {
    func existing(_ name: String) -> String? {
      let path = directory + "/" + name
      return FileManager.default.fileExists(atPath: path) ? path : nil
    }
    let settings = try typed { try TokenizerSettings(directory: directory) }
    if let file = existing("tokenizer.json") { return try load(tokenizerJSON: file, settings: settings) }
    for (vocabulary, merges) in [("vocab.json", "merges.txt"), ("encoder.json", "vocab.bpe")] {
      if let vocabulary = existing(vocabulary), let merges = existing(merges) {
        return try load(vocabulary: vocabulary, merges: merges, settings: settings)
      }
    }
    throw .noTokenizer(path: directory)
  }

  /// Reads a tokenizer from a vocabulary (`vocab.json`, `encoder.json`: an object of ids by token) and its merges
  /// (`merges.txt`, `vocab.bpe`: a pair a line, in order of rank).
  ///
  /// `<|endoftext|>` becomes a special token if the vocabulary has it, as these files cannot say so.
  /// - Throws: ``TokenizerError``, which names the file and the entry or line.
  public static func load(vocabulary: String, merges: String) throws(TokenizerError) -> Tokenizer {
    try load(vocabulary: vocabulary, merges: merges, settings: nil)
  }

  private static func load(
    vocabulary: String, merges: String, settings: TokenizerSettings?
  ) throws(TokenizerError) -> Tokenizer {
    try typed {
      let file = try read(vocabulary)
      var builder = VocabularyBuilder(path: vocabulary)
      var special: [SpecialToken] = []
      var scanner = JSONScanner(file.bytes.assumingMemoryBound(to: UInt8.self), path: vocabulary)
      try scanner.readObject { scanner in
        let token = scanner.string
        let id = try scanner.readInteger()
        if token.elementsEqual("<|endoftext|>".utf8) { special.append(SpecialToken("<|endoftext|>", id: id)) }
        try builder.add(token, id: id)
      }
      try scanner.expectEnd()
      withExtendedLifetime(file) {}
      let model = try builder.model(merges: mergeList(read(merges), path: merges), mergePath: merges)
      special = try settings?.merged(into: special, model) ?? special
      var template = TokenTemplate()
      if let first = settings?.firstToken, let token = special.first(where: { $0.text == first }) {
        template.prefix = [token.id]
      }
      return Tokenizer(
        model: model, specialTokens: special, addPrefixSpace: settings?.addPrefixSpace ?? false, template: template,
        source: vocabulary)
    }
  }

  /// Everything that reading throws is a ``TokenizerError``.
  static func typed<Result>(_ body: () throws -> Result) throws(TokenizerError) -> Result {
    do {
      return try body()
    } catch let error as TokenizerError {
      throw error
    } catch {
      trap("reading a tokenizer threw \(error)")
    }
  }

  static func read(_ path: String) throws -> MappedFile {
    do throws(FileError) {
      return try MappedFile(path)
    } catch {
      throw TokenizerError.system(path: error.path, action: error.action, reason: error.reason)
    }
  }

  /// Reads merges line by line; a first line `#version: …` is left out, as are empty lines at the end.
  static func mergeList(_ file: MappedFile, path: String) throws -> MergeList {
    var list = MergeList()
    let bytes = file.bytes
    // Some editors put a mark in front that says "UTF-8".
    var (position, line) = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, 0)
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
    withExtendedLifetime(file) {}
    return list
  }
}
