// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import FoundationEssentials

/// What lies beside a vocabulary and changes what its tokenizer does, as Hugging Face's libraries read it:
/// `added_tokens.json`, `special_tokens_map.json` and `tokenizer_config.json`. Each may be missing.
struct TokenizerSettings {
  /// Tokens that are found in text before anything else, with their ids.
  private(set) var added: [(path: String, token: SpecialToken)] = []
  /// The texts of tokens that are marks: `pad_token`, `additional_special_tokens` and so on.
  private(set) var marks: [String] = []
  private(set) var addPrefixSpace: Bool?
  private var beginning: String?
  private var beginsTexts = false

  /// The text of the token that goes before every text (`add_bos_token`); nil for none.
  var firstToken: String? { beginsTexts ? beginning ?? "<|endoftext|>" : nil }

  init(directory: String) throws {
    func read(_ name: String, _ body: (inout JSONScanner, String) throws -> Void) throws {
      let path = directory + "/" + name
      guard FileManager.default.fileExists(atPath: path) else { return }
      let file = try Tokenizer.read(path)
      var scanner = JSONScanner(file.bytes.assumingMemoryBound(to: UInt8.self), path: path)
      try body(&scanner, path)
      try scanner.expectEnd()
      withExtendedLifetime(file) {}
    }
    try read("added_tokens.json") { scanner, path in
      try scanner.readObject { scanner in
        let text = scanner.text
        add(SpecialToken(text, id: try scanner.readInteger(), isSpecial: false), path)
      }
    }
    try read("special_tokens_map.json") { scanner, _ in
      try scanner.readObject { marks += try Self.texts(&$0) }
    }
    try read("tokenizer_config.json") { scanner, path in
      try scanner.readObject { scanner in
        switch scanner.text {
        case "added_tokens_decoder":
          try scanner.readObject { scanner in
            guard let id = Int(scanner.text) else {
              throw scanner.error("added_tokens_decoder: \"\(scanner.text)\" is no token id")
            }
            add(try AddedTokenReader(path: path, entry: "added_tokens_decoder", id: id).read(&scanner), path)
          }
        case "add_prefix_space": addPrefixSpace = try scanner.readBoolOrNull()
        case "add_bos_token": beginsTexts = try scanner.readBoolOrNull() ?? false
        case "bos_token":
          beginning = try Self.texts(&scanner).first
          marks += beginning.map { [$0] } ?? []
        case "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token",
          "additional_special_tokens", "extra_special_tokens":
          marks += try Self.texts(&scanner)
        default: try scanner.skipValue()
        }
      }
    }
  }

  /// A later file says more of a token than an earlier one.
  private mutating func add(_ token: SpecialToken, _ path: String) {
    added.removeAll { $0.token.text == token.text }
    added.append((path, token))
  }

  /// A token's text, an object that has it as `content`, or several.
  private static func texts(_ scanner: inout JSONScanner) throws -> [String] {
    var found: [String] = []
    switch try scanner.peek() {
    case UInt8(ascii: "\""):
      try scanner.readString()
      found = [scanner.text]
    case UInt8(ascii: "["): try scanner.readArray { found += try texts(&$0) }
    case UInt8(ascii: "{"):
      try scanner.readObject { scanner in
        guard scanner.text == "content" else { return try scanner.skipValue() }
        try scanner.readString()
        found = [scanner.text]
      }
    default: try scanner.skipValue()
    }
    return found
  }
}

extension TokenizerSettings {
  /// The special tokens of a vocabulary together with those that lie beside it.
  /// - Throws: ``TokenizerError/invalidVocabulary(path:entry:reason:)`` where an id already belongs to another token.
  func merged(into own: [SpecialToken], _ model: BytePairModel) throws -> [SpecialToken] {
    var tokens = own
    for (path, token) in added {
      if let other = model.text(of: token.id), other != token.text {
        throw TokenizerError.invalidVocabulary(
          path: path, entry: "\"\(token.text)\"", reason: "the id \(token.id) is that of \"\(other)\" in the vocabulary"
        )
      }
      if let other = tokens.first(where: { $0.id == token.id && $0.text != token.text }) {
        throw TokenizerError.invalidVocabulary(
          path: path, entry: "\"\(token.text)\"", reason: "the id \(token.id) is also that of \"\(other.text)\"")
      }
      // What tokenizer.json says of a token holds.
      if !tokens.contains(where: { $0.text == token.text }) { tokens.append(token) }
    }
    for var mark in marks where !mark.isEmpty {
      if let index = tokens.firstIndex(where: { $0.text == mark }) {
        tokens[index].isSpecial = true
      } else if let id = mark.withUTF8({ model.id(of: $0) }) {
        tokens.append(SpecialToken(mark, id: id))
      } else {
        // Hugging Face's libraries give such a token the next id.
        tokens.append(SpecialToken(mark, id: max(model.ranges.count, (tokens.map(\.id).max() ?? -1) + 1)))
      }
    }
    return tokens
  }
}

/// Reads what a file says of one added token.
struct AddedTokenReader {
  let path: String
  let entry: String
  /// Where the file has it outside of the object.
  var id: Int?

  func read(_ scanner: inout JSONScanner) throws -> SpecialToken {
    var token = SpecialToken("", id: id ?? -1)
    token.isSpecial = false
    try scanner.readObject { scanner in
      switch scanner.text {
      case "id": token.id = try scanner.readInteger()
      case "content":
        try scanner.readString()
        token.text = scanner.text
      case "lstrip": token.stripsLeft = try scanner.readBool()
      case "rstrip": token.stripsRight = try scanner.readBool()
      case "special": token.isSpecial = try scanner.readBool()
      case "single_word":
        if try scanner.readBool() {
          throw TokenizerError.unsupported(path: path, entry: "\(entry).single_word", value: "true")
        }
      default: try scanner.skipValue()
      }
    }
    guard token.id >= 0, !token.text.isEmpty else { throw scanner.error("an added token needs an id and a content") }
    return token
  }
}
