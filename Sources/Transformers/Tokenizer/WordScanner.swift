// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cuts text into the words within which byte pairs are merged, as GPT-2's regular expression does:
///
///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
///
/// The alternatives are tried in order by hand: no regular expression engine, one look at each byte in ASCII text.
struct WordScanner {
  private let bytes: UnsafePointer<UInt8>
  private let end: Int
  private let byteClasses: UnsafePointer<UInt8>
  private let classes: UnsafePointer<UInt8>

  /// - Parameters:
  ///   - bytes: valid UTF-8.
  ///   - byteClasses, classes: the tables of ``UnicodeClasses``, held by the caller.
  init(
    _ bytes: UnsafePointer<UInt8>, count: Int, byteClasses: UnsafePointer<UInt8>, classes: UnsafePointer<UInt8>
  ) {
    self.bytes = bytes
    end = count
    self.byteClasses = byteClasses
    self.classes = classes
  }

  /// Where the word that starts at `start` ends.
  @inline(__always)
  func endOfWord(from start: Int) -> Int {
    var position = start
    let first = bytes[position]
    if first == 0x27, let contraction = endOfContraction(from: position) { return contraction }
    if first == 0x20 {
      guard position + 1 < end else { return end }
      position += 1
    }
    let (kind, length) = classify(at: position)
    if kind == CharacterClass.space { return endOfSpaces(from: start) }
    position += length
    while true {
      while position < end, byteClasses[Int(bytes[position])] == kind { position += 1 }
      guard position < end, bytes[position] >= 0x80 else { return position }
      let (next, length) = classifyLong(at: position, bytes[position])
      if next != kind { return position }
      position += length
    }
  }

  /// The class of the character at a position, and how many bytes it takes.
  @inline(__always)
  private func classify(at position: Int) -> (UInt8, Int) {
    let first = bytes[position]
    return first < 0x80 ? (byteClasses[Int(first)], 1) : classifyLong(at: position, first)
  }

  @inline(never)
  private func classifyLong(at position: Int, _ first: UInt8) -> (UInt8, Int) {
    let second = UInt32(bytes[position + 1] & 0x3F)
    if first < 0xE0 { return (classes[Int(UInt32(first & 0x1F) << 6 | second)], 2) }
    let third = UInt32(bytes[position + 2] & 0x3F)
    if first < 0xF0 { return (classes[Int(UInt32(first & 0x0F) << 12 | second << 6 | third)], 3) }
    let fourth = UInt32(bytes[position + 3] & 0x3F)
    let code = UInt32(first & 0x07) << 18 | second << 12 | third << 6 | fourth
    return (UnicodeClasses.shared.classBeyondFirstPlane(code), 4)
  }

  @inline(never)
  private func endOfContraction(from position: Int) -> Int? {
    guard position + 1 < end else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return position + 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"):
      return position + 2 < end && bytes[position + 2] == UInt8(ascii: "e") ? position + 3 : nil
    case UInt8(ascii: "l"): return position + 2 < end && bytes[position + 2] == UInt8(ascii: "l") ? position + 3 : nil
    default: return nil
    }
  }

  /// `\s+(?!\S)|\s+`: the whole run at the end of the text, otherwise all but its last character, which goes to the
  /// next word if it is a plain space; a single one stands alone.
  @inline(never)
  private func endOfSpaces(from start: Int) -> Int {
    var position = start
    var last = start
    while position < end {
      let (kind, length) = classify(at: position)
      if kind != CharacterClass.space { return last == start ? position : last }
      last = position
      position += length
    }
    return end
  }
}
