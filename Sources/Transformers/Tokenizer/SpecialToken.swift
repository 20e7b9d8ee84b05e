// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A token with a text of its own, which is not made by merging.
public struct SpecialToken: Sendable, Hashable {
  /// The text as it stands in documents, for example `<|endoftext|>`.
  public var text: String
  public var id: Int
  /// Whether the white space before it in a text belongs to it.
  public var stripsLeft: Bool
  /// Whether the white space after it in a text belongs to it.
  public var stripsRight: Bool
  /// Whether it is a mark rather than text, and may be left out when decoding.
  public var isSpecial: Bool

  public init(_ text: String, id: Int, stripsLeft: Bool = false, stripsRight: Bool = false, isSpecial: Bool = true) {
    self.text = text
    self.id = id
    self.stripsLeft = stripsLeft
    self.stripsRight = stripsRight
    self.isSpecial = isSpecial
  }
}

/// A part of a text: a special token, or what lies between two.
enum TextSegment {
  case text(Range<Int>)
  case special(SpecialToken, Range<Int>)
}

extension Tokenizer {
  /// Cuts text at its special tokens: the leftmost first, the longest of those that begin at one place.
  func segments(of bytes: UnsafeBufferPointer<UInt8>) -> [TextSegment] {
    let patterns = specialTokens.map { ($0, Array($0.text.utf8)) }.filter { !$0.1.isEmpty }
    var begins = [Bool](repeating: false, count: 256)
    for (_, pattern) in patterns { begins[Int(pattern[0])] = true }
    var segments: [TextSegment] = []
    var (position, textStart) = (0, 0)
    while position < bytes.count {
      guard begins[Int(bytes[position])] else {
        position += 1
        continue
      }
      let here = patterns.filter { bytes[position...].starts(with: $0.1) }
      guard let (token, pattern) = here.max(by: { $0.1.count < $1.1.count }) else {
        position += 1
        continue
      }
      var (start, end) = (position, position + pattern.count)
      if token.stripsLeft { start = startOfSpaces(before: start, in: bytes, downTo: textStart) }
      if token.stripsRight { end = endOfSpaces(after: end, in: bytes) }
      if textStart < start { segments.append(.text(textStart..<start)) }
      segments.append(.special(token, start..<end))
      (position, textStart) = (end, end)
    }
    if textStart < bytes.count { segments.append(.text(textStart..<bytes.count)) }
    return segments
  }

  private func startOfSpaces(before end: Int, in bytes: UnsafeBufferPointer<UInt8>, downTo limit: Int) -> Int {
    let text = String(decoding: bytes[limit..<end], as: UTF8.self).unicodeScalars
    return end - text.reversed().prefix { $0.properties.isWhitespace }.reduce(0) { $0 + UTF8.width($1) }
  }

  private func endOfSpaces(after start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let text = String(decoding: bytes[start...], as: UTF8.self).unicodeScalars
    return start + text.prefix { $0.properties.isWhitespace }.reduce(0) { $0 + UTF8.width($1) }
  }
}
