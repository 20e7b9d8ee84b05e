// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Strings in the two delta encodings (Encodings.md, 6 and 7).
enum DeltaStrings {
  /// DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes.
  static func lengths(_ bytes: ArraySlice<UInt8>) throws(PageError) -> [String] {
    try pieces(bytes).map { String(decoding: $0, as: UTF8.self) }
  }

  /// DELTA_BYTE_ARRAY: how much each shares with the one before, then what follows.
  static func prefixes(_ bytes: ArraySlice<UInt8>) throws(PageError) -> [String] {
    var reader = DeltaReader(bytes)
    let shared = try reader.read()
    let suffixes = try pieces(bytes[reader.position...])
    guard shared.count == suffixes.count else { throw PageError("there are not as many prefixes as suffixes") }
    var (strings, last): ([String], [UInt8]) = ([], [])
    for (length, suffix) in zip(shared, suffixes) {
      guard length >= 0, length <= last.count else { throw PageError("a prefix is longer than the string before it") }
      last = Array(last.prefix(length)) + suffix
      strings.append(String(decoding: last, as: UTF8.self))
    }
    return strings
  }

  private static func pieces(_ bytes: ArraySlice<UInt8>) throws(PageError) -> [ArraySlice<UInt8>] {
    var reader = DeltaReader(bytes)
    let lengths = try reader.read()
    var position = reader.position
    var pieces: [ArraySlice<UInt8>] = []
    for length in lengths {
      guard length >= 0, length <= bytes.endIndex - position else { throw PageError("the strings end too early") }
      pieces.append(bytes[position..<position + length])
      position += length
    }
    return pieces
  }
}
