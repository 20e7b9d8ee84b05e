// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tokenizer {
  /// The text of token ids.
  ///
  /// Bytes that are no UTF-8, as when a character's tokens were cut apart, become U+FFFD. No spaces are cleaned up:
  /// decoding what was encoded gives the same text.
  /// - Parameter skippingSpecialTokens: leaves out `<|endoftext|>` and its like.
  public func decode(_ ids: some Sequence<Int>, skippingSpecialTokens: Bool = false) -> String {
    var bytes: [UInt8] = []
    for id in ids {
      if let special = specialTokens.first(where: { $0.id == id }) {
        if !(skippingSpecialTokens && special.isSpecial) { bytes.append(contentsOf: special.text.utf8) }
      } else {
        bytes.append(contentsOf: model.bytes[range(of: id, "decode")])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of one token, such as `" the"`.
  public func decode(_ id: Int) -> String { decode(CollectionOfOne(id)) }

  /// The text of many sequences of token ids.
  public func decode(_ batch: some Sequence<[Int]>, skippingSpecialTokens: Bool = false) -> [String] {
    batch.map { decode($0, skippingSpecialTokens: skippingSpecialTokens) }
  }

  /// The tokens as the vocabulary writes them, with `Ġ` for a space: `["The", "Ġcat"]` for `The cat`.
  public func tokens(_ ids: some Sequence<Int>) -> [String] {
    ids.map { id in
      specialTokens.first { $0.id == id }?.text ?? ByteAlphabet.text(model.bytes[range(of: id, "tokens")])
    }
  }

  /// The bytes of one token; those of a part of a character are no text by themselves.
  public func bytes(of id: Int) -> [UInt8] {
    if let special = specialTokens.first(where: { $0.id == id }) { return Array(special.text.utf8) }
    return Array(model.bytes[range(of: id, "bytes(of:)")])
  }

  /// The id of a token by its text, `" the"` rather than `Ġthe`; nil if the vocabulary has no such token.
  public func id(of token: String) -> Int? {
    if let special = specialTokens.first(where: { $0.text == token }) { return special.id }
    var token = token
    return token.withUTF8 { model.id(of: $0) }
  }

  /// The id of a text that is one token (TransformerLens's `to_single_token`); ends the cell if it is several.
  public func singleToken(_ text: String) -> Int {
    let ids = encode(text, addingSpecialTokens: false)
    guard ids.count == 1 else {
      let parts = ids.map { "\"\(decode($0))\"" }.joined(separator: ", ")
      trap("singleToken: \"\(text)\" is \(ids.count) tokens here (\(parts)); choose a text that is one token")
    }
    return ids[0]
  }

  private func range(of id: Int, _ operation: String) -> Range<Int> {
    guard model.ranges.indices.contains(id) else {
      trap("\(operation): token id \(id) does not exist; this vocabulary has ids 0 to \(vocabularySize - 1)")
    }
    return model.ranges[id]
  }
}
