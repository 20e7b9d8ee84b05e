// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The special tokens that every text gets around it, such as a first token: what `tokenizer.json` calls
/// `TemplateProcessing`.
struct TokenTemplate: Sendable, Equatable {
  var prefix: [Int] = []
  var suffix: [Int] = []

  var isEmpty: Bool { prefix.isEmpty && suffix.isEmpty }
}

/// Reads the entry `post_processor` of a `tokenizer.json`.
struct PostProcessorReader {
  let path: String
  private(set) var template = TokenTemplate()

  init(path: String) { self.path = path }

  mutating func read(_ scanner: inout JSONScanner) throws {
    if try scanner.readNull() { return }
    var (type, single, ids) = ("", [Piece](), [String: [Int]]())
    try scanner.readObject { scanner in
      switch scanner.text {
      case "type":
        try scanner.readString()
        type = scanner.text
      case "processors": try scanner.readArray { try read(&$0) }
      case "single": try scanner.readArray { single.append(try piece(&$0)) }
      case "special_tokens": ids = try specialTokens(&scanner)
      default: try scanner.skipValue()
      }
    }
    switch type {
    // Byte-level processing trims offsets and changes no token.
    case "ByteLevel", "Sequence": return
    case "TemplateProcessing": try take(single, ids, scanner)
    default: throw TokenizerError.unsupported(path: path, entry: "post_processor.type", value: type)
    }
  }

  private enum Piece {
    case text
    case special(String)
  }

  /// `{"SpecialToken": {"id": "<s>", "type_id": 0}}` or `{"Sequence": {"id": "A", "type_id": 0}}`.
  private func piece(_ scanner: inout JSONScanner) throws -> Piece {
    var (kind, id) = ("", "")
    try scanner.readObject { scanner in
      kind = scanner.text
      try scanner.readObject { scanner in
        guard scanner.text == "id" else { return try scanner.skipValue() }
        try scanner.readString()
        id = scanner.text
      }
    }
    switch kind {
    case "Sequence" where id == "A": return .text
    case "SpecialToken": return .special(id)
    default: throw TokenizerError.unsupported(path: path, entry: "post_processor.single", value: "\(kind) \(id)")
    }
  }

  /// `{"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}`.
  private func specialTokens(_ scanner: inout JSONScanner) throws -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    try scanner.readObject { scanner in
      let name = scanner.text
      try scanner.readObject { scanner in
        guard scanner.text == "ids" else { return try scanner.skipValue() }
        try scanner.readArray { found[name, default: []].append(try $0.readInteger()) }
      }
    }
    return found
  }

  private mutating func take(_ pieces: [Piece], _ ids: [String: [Int]], _ scanner: JSONScanner) throws {
    var texts = 0
    for piece in pieces {
      switch piece {
      case .text: texts += 1
      case .special(let name):
        guard let tokens = ids[name] else {
          throw scanner.error("post_processor: the template names \"\(name)\", which 'special_tokens' does not have")
        }
        if texts == 0 { template.prefix += tokens } else { template.suffix += tokens }
      }
    }
    guard texts == 1 else {
      throw scanner.error("post_processor: the template holds the text \(texts) times, not once")
    }
  }
}
