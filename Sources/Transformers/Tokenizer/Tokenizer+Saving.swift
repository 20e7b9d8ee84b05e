// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tokenizer {
  /// Writes `vocab.json`, `merges.txt` and `tokenizer.json` into a folder that exists; Hugging Face's libraries read them.
  /// - Throws: ``TokenizerError/system(path:action:reason:)``.
  public func save(to directory: String) throws(TokenizerError) {
    let texts = model.ranges.indices.map { ByteAlphabet.text(model.bytes[model.ranges[$0]]) }
    // Ids of special tokens follow, unless a vocabulary that was read has them already.
    var entries = texts.enumerated().filter { !$1.isEmpty }.map { ($1, $0) }
    for token in specialTokens where token.id >= texts.count || texts[token.id].isEmpty {
      entries.append((token.text, token.id))
    }
    entries.sort { $0.1 < $1.1 }
    let vocabulary = "{" + entries.map { "\(Self.json($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    let merges = model.merges.map { (texts[Int($0.left)], texts[Int($0.right)]) }
    try Self.write(vocabulary + "\n", directory + "/vocab.json")
    let lines = ["#version: 0.2"] + merges.map { "\($0) \($1)" }
    try Self.write(lines.joined(separator: "\n") + "\n", directory + "/merges.txt")
    try Self.write(tokenizerJSON(vocabulary, merges), directory + "/tokenizer.json")
  }

  private func tokenizerJSON(_ vocabulary: String, _ merges: [(String, String)]) -> String {
    let added = specialTokens.map {
      """
      {"id":\($0.id),"content":\(Self.json($0.text)),"single_word":false,"lstrip":\($0.stripsLeft),\
      "rstrip":\($0.stripsRight),"normalized":false,"special":\($0.isSpecial)}
      """
    }
    let byteLevel = #""type":"ByteLevel","add_prefix_space":\#(addPrefixSpace),"trim_offsets":false,"use_regex":true"#
    return """
      {"version":"1.0","truncation":null,"padding":null,"added_tokens":[\(added.joined(separator: ","))],\
      "normalizer":null,"pre_tokenizer":{\(byteLevel)},"post_processor":\(postProcessorJSON(byteLevel)),"decoder":{\(byteLevel)},\
      "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,\
      "end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,"ignore_merges":\(model.takesWholeWords),\
      "vocab":\(vocabulary),"merges":[\
      \(merges.map { "[\(Self.json($0)),\(Self.json($1))]" }.joined(separator: ","))]}}

      """
  }

  private func postProcessorJSON(_ byteLevel: String) -> String {
    guard !template.isEmpty else { return "{\(byteLevel)}" }
    let texts = Dictionary(uniqueKeysWithValues: Set(template.prefix + template.suffix).map { ($0, tokens([$0])[0]) })
    func special(_ ids: [Int]) -> [String] {
      ids.map { #"{"SpecialToken":{"id":\#(Self.json(texts[$0]!)),"type_id":0}}"# }
    }
    func sequence(_ name: String) -> String { #"{"Sequence":{"id":"\#(name)","type_id":0}}"# }
    let single = special(template.prefix) + [sequence("A")] + special(template.suffix)
    let pair = single + special(template.prefix) + [sequence("B")] + special(template.suffix)
    let entries = texts.sorted { $0.key < $1.key }.map { id, text in
      #"\#(Self.json(text)):{"id":\#(Self.json(text)),"ids":[\#(id)],"tokens":[\#(Self.json(text))]}"#
    }
    return """
      {"type":"Sequence","processors":[{\(byteLevel)},{"type":"TemplateProcessing",\
      "single":[\(single.joined(separator: ","))],"pair":[\(pair.joined(separator: ","))],\
      "special_tokens":{\(entries.joined(separator: ","))}}]}
      """
  }

  private static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..."\u{1F}": result += "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func write(_ text: String, _ path: String) throws(TokenizerError) {
    do throws(FileError) {
      let file = try AtomicFile(path)
      try file.write(Array(text.utf8))
      try file.finish()
    } catch {
      throw .system(path: path, action: error.action, reason: error.reason)
    }
  }
}
