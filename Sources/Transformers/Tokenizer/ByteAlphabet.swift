// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// GPT-2's printable stand-ins for bytes, in which vocabularies and merges are written: `Ġthe` is ` the`.
///
/// The 188 printable characters of Latin-1 stand for themselves, the others for U+0100 and up, in order
/// (`bytes_to_unicode` in OpenAI's `encoder.py`). Token ids of bytes go by this order.
enum ByteAlphabet {
  /// The code point for each byte.
  static let codePoint: [UInt32] = {
    var next: UInt32 = 0x100
    return (0..<256).map { byte in
      if (33...126).contains(byte) || (161...172).contains(byte) || (174...255).contains(byte) { return UInt32(byte) }
      defer { next += 1 }
      return next
    }
  }()

  /// The byte for each code point below U+0144; -1 where there is none.
  static let byte: [Int16] = {
    var table = [Int16](repeating: -1, count: 0x144)
    for (byte, code) in codePoint.enumerated() { table[Int(code)] = Int16(byte) }
    return table
  }()

  /// All bytes in the order of their stand-ins, which is that of GPT-2's first 256 tokens.
  static let bytesInOrder: [UInt8] = (0..<256).map { UInt8($0) }.sorted { codePoint[Int($0)] < codePoint[Int($1)] }

  /// Bytes as written in a vocabulary.
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(codePoint[Int(byte)])!) }
    return text
  }

  /// Appends the bytes that a vocabulary's text stands for.
  /// - Parameter text: UTF-8 of at most two bytes a character, as all stand-ins are.
  /// - Returns: false, with `output` in an unspecified state, if a character stands for no byte.
  static func appendBytes(of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
    byte.withUnsafeBufferPointer { table in
      var position = 0
      while position < text.count {
        var code = Int(text[position])
        position += 1
        if code >= 0x80 {
          guard code < 0xE0, position < text.count else { return false }
          code = (code & 0x1F) << 6 | Int(text[position] & 0x3F)
          position += 1
        }
        guard code < table.count, table[code] >= 0 else { return false }
        output.append(UInt8(truncatingIfNeeded: table[code]))
      }
      return true
    }
  }
}
