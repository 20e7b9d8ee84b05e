// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A text after measuring: glyphs and bars relative to the left end of the first baseline, y growing downwards.
package struct TypesetText: Sendable {
  package struct Glyph: Sendable {
    package var face: FaceID
    package var index: UInt32
    package var size: Double
    package var at: Point
    /// Part of a command that could not be read.
    package var isWarning = false
  }

  package var glyphs: [Glyph] = []
  /// Fraction bars and roots.
  package var bars: [Rect] = []
  package var width = 0.0
  /// Height above the first baseline.
  package var ascent = 0.0
  /// Depth below the first baseline, later lines included.
  package var descent = 0.0
  /// What could not be set, in words.
  package var problems: [String] = []
  package var source = ""

  package var height: Double { ascent + descent }

  /// Adds another text at a place relative to the origin.
  mutating func append(_ other: TypesetText, at place: Point) {
    for var glyph in other.glyphs {
      glyph.at = Point(glyph.at.x + place.x, glyph.at.y + place.y)
      glyphs.append(glyph)
    }
    for var bar in other.bars {
      bar.x += place.x
      bar.y += place.y
      bars.append(bar)
    }
    ascent = max(ascent, other.ascent - place.y)
    descent = max(descent, other.descent + place.y)
    width = max(width, place.x + other.width)
    problems += other.problems
  }
}
