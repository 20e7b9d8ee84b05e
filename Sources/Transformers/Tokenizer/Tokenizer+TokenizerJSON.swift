// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tokenizer {
  /// Reads a `tokenizer.json` of Hugging Face's tokenizers that holds a byte-level BPE.
  ///
  /// A `TemplateProcessing` post-processor puts its special tokens around every text. Whatever else the file asks for
  /// that GPT-2's tokenizers do not do (normalizers, other models, other post-processors) is refused by name rather than
  /// left out.
  /// - Throws: ``TokenizerError``, which names the entry.
  public static func load(tokenizerJSON path: String) throws(TokenizerError) -> Tokenizer {
    try load(tokenizerJSON: path, settings: nil)
  }

  /// - Parameter settings: what lies beside the file; its tokens are added to those of the file.
  static func load(tokenizerJSON path: String, settings: TokenizerSettings?) throws(TokenizerError) -> Tokenizer {
    try typed {
      let file = try read(path)
      var reader = TokenizerJSONReader(path: path)
      var scanner = JSONScanner(file.bytes.assumingMemoryBound(to: UInt8.self), path: path)
      try reader.read(&scanner)
      withExtendedLifetime(file) {}
      let model = try reader.vocabulary.model(
        merges: reader.merges, mergePath: path, takesWholeWords: reader.takesWholeWords)
      return Tokenizer(
        model: model, specialTokens: try settings?.merged(into: reader.added, model) ?? reader.added,
        addPrefixSpace: settings?.addPrefixSpace ?? reader.addPrefixSpace, template: reader.postProcessor.template,
        source: path)
    }
  }
}

/// Takes a `tokenizer.json` apart.
private struct TokenizerJSONReader {
  let path: String
  var vocabulary: VocabularyBuilder
  var merges = MergeList()
  var added: [SpecialToken] = []
  var addPrefixSpace = false
  var takesWholeWords = false
  var postProcessor: PostProcessorReader
  private var hasModel = false
  private var hasByteLevel = false

  init(path: String) {
    self.path = path
    vocabulary = VocabularyBuilder(path: path)
    postProcessor = PostProcessorReader(path: path)
  }

  mutating func read(_ scanner: inout JSONScanner) throws {
    try scanner.readObject { scanner in
      switch scanner.text {
      case "model": try readModel(&scanner)
      case "added_tokens":
        try scanner.readArray { added.append(try AddedTokenReader(path: path, entry: "added_tokens").read(&$0)) }
      case "normalizer":
        if try !scanner.readNull() { throw unsupported("normalizer", "not null") }
      case "pre_tokenizer": try readPreTokenizer(&scanner)
      case "post_processor": try postProcessor.read(&scanner)
      // How ids become text again follows from the model being byte-level.
      default: try scanner.skipValue()
      }
    }
    try scanner.expectEnd()
    guard hasModel else { throw scanner.error("there is no entry \"model\"") }
    guard hasByteLevel else { throw unsupported("pre_tokenizer", "null") }
  }

  private func unsupported(_ entry: String, _ value: String) -> TokenizerError {
    .unsupported(path: path, entry: entry, value: value)
  }

  private mutating func readPreTokenizer(_ scanner: inout JSONScanner) throws {
    if try scanner.readNull() { return }
    try scanner.readObject { scanner in
      switch scanner.text {
      case "type":
        try scanner.readString()
        guard scanner.text == "ByteLevel" else { throw unsupported("pre_tokenizer", scanner.text) }
        hasByteLevel = true
      case "add_prefix_space": addPrefixSpace = try scanner.readBool()
      case "use_regex":
        if try !scanner.readBool() { throw unsupported("pre_tokenizer.use_regex", "false") }
      default: try scanner.skipValue()
      }
    }
  }

  private mutating func readModel(_ scanner: inout JSONScanner) throws {
    hasModel = true
    try scanner.readObject { scanner in
      let entry = scanner.text
      switch entry {
      case "type":
        try scanner.readString()
        guard scanner.text == "BPE" else { throw unsupported("model.type", scanner.text) }
      case "vocab":
        try scanner.readObject { scanner in
          let token = scanner.string
          try vocabulary.add(token, id: try scanner.readInteger())
        }
      case "merges": try readMerges(&scanner)
      case "ignore_merges": takesWholeWords = try scanner.readBool()
      case "dropout", "continuing_subword_prefix", "end_of_word_suffix":
        if try scanner.readNull() { return }
        if try scanner.peek() == UInt8(ascii: "\"") {
          try scanner.readString()
          if scanner.string.isEmpty { return }
        }
        throw unsupported("model.\(entry)", "set")
      case "byte_fallback":
        if try scanner.readBool() { throw unsupported("model.byte_fallback", "true") }
      default: try scanner.skipValue()
      }
    }
  }

  /// Merges are strings with a space, or since tokenizers 0.20 pairs of strings.
  private mutating func readMerges(_ scanner: inout JSONScanner) throws {
    var number = 0
    try scanner.readArray { scanner in
      number += 1
      if try scanner.peek() == UInt8(ascii: "[") {
        var parts: [[UInt8]] = []
        try scanner.readArray {
          try $0.readString()
          parts.append($0.string)
        }
        guard parts.count == 2 else { throw scanner.error("merge \(number) has \(parts.count) parts; expected two") }
        merges.append(parts[0], parts[1], line: number)
      } else {
        try scanner.readString()
        let text = scanner.string
        guard let space = text.firstIndex(of: 0x20) else {
          throw scanner.error("merge \(number), \"\(scanner.text)\": expected two tokens and a space between")
        }
        merges.append(text[..<space], text[(space + 1)...], line: number)
      }
    }
  }
}
