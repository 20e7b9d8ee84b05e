// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A finished figure as plain values: everything is placed, measured, clipped and finite.
///
/// The layout makes it, the renderers (SVG, PNG, PDF) only replay it.
package struct DisplayList: Sendable {
  package var width: Double
  package var height: Double
  package var background: Color
  package var items: [DrawingItem] = []
  /// Every text with its box on the page, for tests and for the description of the figure.
  package var textBoxes: [TextBox] = []
  /// About how many bytes of SVG it takes without its pictures.
  package var vectorBytes = 0
  /// Whether dark pages replace some of the colours by others, see ``Theme/automatic``.
  package var changesWithPage = false

  package init(width: Double, height: Double, background: Color) {
    self.width = width
    self.height = height
    self.background = background
  }
}

package struct TextBox: Sendable {
  package var text: String
  package var box: Rect
}

package struct Stroke: Hashable, Sendable {
  package enum Cap: Hashable, Sendable { case butt, square, round }
  package var color: Color
  package var width: Double
  /// Lengths on and off in points; empty is solid.
  package var dash: [Double] = []
  package var cap = Cap.butt

  package init(_ color: Color, width: Double, dash: [Double] = [], cap: Cap = .butt) {
    self.color = color
    self.width = width
    self.dash = dash
    self.cap = cap
  }
}

/// Glyphs of one face at one size, placed relative to `origin` and turned around it.
package struct GlyphRun: Sendable {
  package var face: FaceID
  package var size: Double
  package var glyphs: [(index: UInt32, at: Point)]
  package var origin: Point
  /// Turned a quarter to the left, reading upwards.
  package var readsUpwards: Bool
}

extension DisplayList {
  /// Whether the figure can do more than a picture: change with the page, or answer a pointing reader.
  var isAlive: Bool { changesWithPage || items.contains(where: \.hasTitles) }
}

extension DrawingItem {
  fileprivate var hasTitles: Bool {
    switch self {
    case .markers(let cloud): !cloud.titles.isEmpty
    case .clip(_, let items): items.contains(where: \.hasTitles)
    default: false
    }
  }
}

package indirect enum DrawingItem: Sendable {
  case path(Path, fill: Color?, stroke: Stroke?)
  /// One shape at many places, so that a renderer may define it once.
  case markers(MarkerCloud)
  /// Items so heavy as lines that they become a picture of a rectangle; text and axes around them stay lines.
  case layer([DrawingItem], in: Rect)
  case glyphs(GlyphRun, color: Color)
  case image(IndexedImage, in: Rect)
  /// Items cut at a rectangle; a renderer applies the clip only to those that cross it.
  case clip(Rect, [DrawingItem])
}
