// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Draws the texts that stand in a plot, and their arrows.
struct TextPainter {
  let plot: PlotFrame
  let theme: Theme

  func paint(_ mark: ResolvedMark, on page: inout Page) {
    for case .texts(let texts) in mark.shapes {
      for text in texts { paint(text, mark, on: &page) }
    }
  }

  private func paint(_ shape: TextShape, _ mark: ResolvedMark, on page: inout Page) {
    guard let (set, box) = place(shape, mark) else {
      page.problems.append("the text \"\(shape.text)\" lies outside the limits and is left out")
      return
    }
    if let x = shape.targetX, let y = shape.targetY {
      arrow(from: box.inset(by: -0.2 * (mark.textSize ?? theme.fontSize)), to: plot.point(x, y), mark.line, on: &page)
    }
    page.text(set, at: Point(box.minX, box.minY + set.ascent), .left, color: mark.line.color)
  }

  /// The text, set, and its box inside the axes; nil if its place lies outside them.
  func place(_ shape: TextShape, _ mark: ResolvedMark) -> (text: TypesetText, box: Rect)? {
    let place = plot.point(shape.x, shape.y)
    guard place.x.isFinite, place.y.isFinite, plot.box.inset(by: -0.5).contains(place) else { return nil }
    let size = mark.textSize ?? theme.fontSize
    let set = Typesetter(size: size).typeset(shape.text, maxWidth: plot.box.width)
    var box = Rect(x: place.x - set.width / 2, y: place.y - set.height / 2, width: set.width, height: set.height)
    let gap = 0.4 * size
    switch shape.alignment {
    case .center: break
    case .leading: box.x = place.x + gap
    case .trailing: box.x = place.x - gap - set.width
    case .above: box.y = place.y - gap - set.height
    case .below: box.y = place.y + gap
    }
    let room = plot.box.inset(by: 1)
    box.x = min(max(box.x, room.minX), max(room.maxX - box.width, room.minX))
    box.y = min(max(box.y, room.minY), max(room.maxY - box.height, room.minY))
    return (set, box)
  }

  /// From the edge of a box to just before a place, with a filled head.
  private func arrow(from box: Rect, to target: Point, _ stroke: Stroke, on page: inout Page) {
    let start = Point(box.midX, box.midY)
    let (dx, dy) = (target.x - start.x, target.y - start.y)
    let length = hypot(dx, dy)
    guard length.isFinite, !box.contains(target) else { return }
    // Where the line leaves the box.
    let exit = min(abs(box.width / 2 / dx), abs(box.height / 2 / dy))
    let (ux, uy) = (dx / length, dy / length)
    let head = 3 + 2 * stroke.width
    let tip = Point(target.x - 2 * ux, target.y - 2 * uy)
    let neck = Point(tip.x - head * ux, tip.y - head * uy)
    var line = stroke
    line.cap = .butt
    line.width = min(stroke.width, 1)
    let wing = head * 0.35
    page.draw(
      .clip(
        plot.box,
        [
          .path(
            Path(polyline: [Point(start.x + exit * dx, start.y + exit * dy), neck]), fill: nil, stroke: line),
          .path(
            Path(
              polyline: [
                tip, Point(neck.x - wing * uy, neck.y + wing * ux), Point(neck.x + wing * uy, neck.y - wing * ux),
              ],
              closed: true), fill: stroke.color, stroke: nil),
        ]))
  }
}
