// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A display list being written, with helpers for texts and shapes.
struct Page {
  enum Horizontal { case left, center, right }

  var list: DisplayList
  /// What texts could not show, in words.
  var problems: [String] = []

  init(width: Double, height: Double, background: Color) {
    list = DisplayList(width: width, height: height, background: background)
  }

  mutating func draw(_ item: DrawingItem) { list.items.append(item) }

  mutating func fill(_ path: Path, _ color: Color) { draw(.path(path, fill: color, stroke: nil)) }

  mutating func stroke(_ path: Path, _ stroke: Stroke) {
    if stroke.width > 0 { draw(.path(path, fill: nil, stroke: stroke)) }
  }

  /// Writes a text whose first baseline begins, is centred or ends at a place.
  mutating func text(_ text: TypesetText, at place: Point, _ align: Horizontal, color: Color, upwards: Bool = false) {
    // A tick beyond what arithmetic holds has no place.
    guard place.x.isFinite, place.y.isFinite else { return }
    let shift =
      switch align {
      case .left: 0.0
      case .center: -text.width / 2
      case .right: -text.width
      }
    let origin = upwards ? Point(place.x, place.y - shift) : Point(place.x + shift, place.y)
    let runs = Dictionary(grouping: text.glyphs) { RunKey(face: $0.face, size: $0.size, isWarning: $0.isWarning) }
    for (key, glyphs) in runs.sorted(by: { $0.key < $1.key }) {
      let run = GlyphRun(
        face: key.face, size: key.size, glyphs: glyphs.map { ($0.index, $0.at) }, origin: origin,
        readsUpwards: upwards)
      draw(.glyphs(run, color: key.isWarning ? Color(hex: 0xd62728) : color))
    }
    for bar in text.bars {
      let rect =
        upwards
        ? Rect(x: origin.x + bar.y, y: origin.y - bar.x - bar.width, width: bar.height, height: bar.width)
        : Rect(x: origin.x + bar.x, y: origin.y + bar.y, width: bar.width, height: bar.height)
      fill(Path(rect), color)
    }
    let box =
      upwards
      ? Rect(x: origin.x - text.ascent, y: origin.y - text.width, width: text.height, height: text.width)
      : Rect(x: origin.x, y: origin.y - text.ascent, width: text.width, height: text.height)
    list.textBoxes.append(TextBox(text: text.source, box: box))
    problems += text.problems
  }

  private struct RunKey: Hashable, Comparable {
    var face: FaceID
    var size: Double
    var isWarning: Bool

    static func < (a: RunKey, b: RunKey) -> Bool {
      (a.face, a.size, a.isWarning ? 1 : 0) < (b.face, b.size, b.isWarning ? 1 : 0)
    }
  }
}
