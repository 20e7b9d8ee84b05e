// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A text cut into tokens, with the place of each in the text.
public struct TokenEncoding: Sendable, Equatable {
  /// The text as given, without any space put in front.
  public let text: String
  public let ids: [Int]
  /// The tokens as the vocabulary writes them, with `Ġ` for a space.
  public let tokens: [String]
  /// Where each token's bytes lie in the UTF-8 of the text.
  public let byteRanges: [Range<Int>]
  /// The characters that each token covers or has a part of, counted in code points, as Python counts (`offsets` in
  /// Hugging Face's tokenizers, spaces included).
  public let characterRanges: [Range<Int>]

  /// The number of tokens.
  public var count: Int { ids.count }

  /// The part of the text that a token covers; bytes that are no whole character become U+FFFD.
  public func text(of index: Int) -> String {
    String(decoding: Array(text.utf8)[byteRanges[index]], as: UTF8.self)
  }

  /// The index of the token that covers a byte of the text's UTF-8.
  public func token(atByte position: Int) -> Int? { byteRanges.firstIndex { $0.contains(position) } }

  /// The index of the first token that covers or has a part of a character, counted in code points.
  public func token(atCharacter position: Int) -> Int? { characterRanges.firstIndex { $0.contains(position) } }
}

extension Tokenizer {
  /// The tokens of a text with the place of each in the text.
  ///
  /// Special tokens that are put around the text cover nothing of it.
  /// - Parameters: as for ``encode(_:addPrefixSpace:parsingSpecialTokens:addingSpecialTokens:)``.
  public func encoding(
    of text: String, addPrefixSpace: Bool? = nil, parsingSpecialTokens: Bool = true, addingSpecialTokens: Bool = true
  ) -> TokenEncoding {
    let prefix = addPrefixSpace ?? self.addPrefixSpace
    var ids: [Int] = []
    var ranges: [Range<Int>] = []
    var native = text
    native.withUTF8 { bytes in
      let segments =
        parsingSpecialTokens ? segments(of: bytes) : bytes.isEmpty ? [] : [TextSegment.text(0..<bytes.count)]
      for segment in segments {
        switch segment {
        case .special(let token, let range):
          ids.append(token.id)
          ranges.append(range)
        case .text(let range):
          let output = TokenBuffer(capacity: range.count / 3)
          encodePiece(UnsafeBufferPointer(rebasing: bytes[range]), prefix, output)
          var start = range.lowerBound - (prefix && bytes[range.lowerBound] != 0x20 ? 1 : 0)
          for id in output.array {
            let end = start + model.ranges[id].count
            ranges.append(max(start, range.lowerBound)..<end)
            ids.append(id)
            start = end
          }
        }
      }
    }
    if addingSpecialTokens {
      ids = template.prefix + ids + template.suffix
      ranges =
        template.prefix.map { _ in 0..<0 } + ranges + template.suffix.map { _ in text.utf8.count..<text.utf8.count }
    }
    return TokenEncoding(
      text: text, ids: ids, tokens: tokens(ids), byteRanges: ranges, characterRanges: Self.characters(ranges, native))
  }

  /// Code points for bytes.
  private static func characters(_ ranges: [Range<Int>], _ text: String) -> [Range<Int>] {
    // How many code points begin before each byte.
    var begun = [0]
    begun.reserveCapacity(text.utf8.count + 1)
    for byte in text.utf8 { begun.append(begun.last! + (byte & 0xC0 == 0x80 ? 0 : 1)) }
    return ranges.map { range in
      guard !range.isEmpty else { return begun[range.lowerBound]..<begun[range.lowerBound] }
      return begun[range.lowerBound + 1] - 1..<begun[range.upperBound]
    }
  }
}
