// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What Cairo is given in place of colours: numbers, written as colours.
///
/// The stream that Cairo writes then holds numbers of this table and nothing else, whatever colours a figure has, so
/// that no colour can be taken for another, or for a sign. A number stands for a colour, or for markers that the
/// post-pass writes in its place: Cairo takes ten times as long, and writes every outline anew.
struct SVGInks {
  enum Meaning {
    case color(Color)
    case markers(SVGMarkers)
  }

  private var meanings: [Meaning] = []
  private var numbers: [Color: Int] = [:]
  private(set) var markerCount = 0

  /// What to give Cairo for a colour. Its opacity is not part of it: Cairo has to know what is opaque.
  mutating func sign(for color: Color) -> Color {
    var opaque = color
    opaque.alpha = 1
    if let known = numbers[opaque] { return Self.sign(known) }
    numbers[opaque] = meanings.count
    meanings.append(.color(opaque))
    return Self.sign(meanings.count - 1)
  }

  /// What to fill a shape with that holds the place of markers, so that what lies over and under them does so in the file.
  mutating func sign(for markers: SVGMarkers) -> Color {
    meanings.append(.markers(markers))
    markerCount += 1
    return Self.sign(meanings.count - 1)
  }

  private static func sign(_ number: Int) -> Color { Color(hex: UInt32(number)) }

  /// What a colour in Cairo's words stands for: `rgb(0%,0%,1.176471%)`, or with spaces as Cairo writes it since 1.18.
  /// - Returns: nil if that is no number of this table.
  func meaning(of text: Substring) -> Meaning? {
    guard text.hasPrefix("rgb("), text.hasSuffix(")") else { return nil }
    let parts = text.dropFirst(4).dropLast().split(separator: ",").compactMap { part in
      Double(part.drop { $0 == " " }.prefix { $0 != "%" })
    }
    let bytes = parts.map { Int(($0 * 2.55).rounded()) }
    guard bytes.count == 3, bytes.allSatisfy({ (0...255).contains($0) }) else { return nil }
    let number = bytes.reduce(0) { $0 << 8 | $1 }
    return number < meanings.count ? meanings[number] : nil
  }
}
