// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What GPT-2's pattern asks of a character: `\s`, `\p{L}`, `\p{N}`, or none of them.
enum CharacterClass {
  static let other: UInt8 = 0
  static let letter: UInt8 = 1
  static let number: UInt8 = 2
  static let space: UInt8 = 3
  /// Of a byte that begins a longer character.
  static let undecided: UInt8 = 4
}

/// Classes of all of Unicode: a byte each for the first plane, ranges beyond.
struct UnicodeClasses: Sendable {
  static let shared = UnicodeClasses()

  /// The classes of ASCII, and `undecided` for other bytes.
  let ofByte: [UInt8]
  /// The classes of U+0000…U+FFFF.
  let firstPlane: [UInt8]
  /// First and last code points of letters and numbers beyond, in order.
  private let ranges: [(first: UInt32, last: UInt32, value: UInt8)]

  private init() {
    var plane = [UInt8](repeating: CharacterClass.other, count: 0x10000)
    var beyond: [(first: UInt32, last: UInt32, value: UInt8)] = []
    for (table, value) in [
      (UnicodeClassTable.letters, CharacterClass.letter), (UnicodeClassTable.numbers, CharacterClass.number),
    ] {
      for index in stride(from: 0, to: table.count, by: 2) {
        let (first, last) = (table[index], table[index + 1])
        if first > 0xFFFF {
          beyond.append((first, last, value))
        } else {
          for c in first...last { plane[Int(c)] = value }
        }
      }
    }
    // White_Space, which has stood still since Unicode 6.3 and lies wholly in the first plane.
    let spaces: [ClosedRange<Int>] = [
      0x9...0xD, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
      0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
    ]
    for range in spaces { for c in range { plane[c] = CharacterClass.space } }
    firstPlane = plane
    ofByte = (0..<256).map { $0 < 0x80 ? plane[$0] : CharacterClass.undecided }
    ranges = beyond.sorted { $0.first < $1.first }
  }

  /// The class of a code point beyond U+FFFF.
  func classBeyondFirstPlane(_ code: UInt32) -> UInt8 {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].last < code { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].first <= code ? ranges[low].value : CharacterClass.other
  }

  /// A scanner of text in UTF-8, for as long as `body` runs.
  static func withScanner<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (WordScanner) throws -> Result
  ) rethrows -> Result {
    try shared.ofByte.withUnsafeBufferPointer { ofByte in
      try shared.firstPlane.withUnsafeBufferPointer { plane in
        try body(
          WordScanner(
            bytes.baseAddress!, count: bytes.count, byteClasses: ofByte.baseAddress!, classes: plane.baseAddress!))
      }
    }
  }
}
