// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cuts polylines at a rectangle before Cairo sees them.
///
/// Cairo keeps coordinates in 24.8 fixed point: a vertex at 1e9 silently wraps around and NaN becomes 0.
package enum LineClipping {
  /// The parts of a polyline inside `box`, split wherever a vertex is not finite.
  package static func pieces(x: [Double], y: [Double], in box: Rect) -> [[Point]] {
    var pieces: [[Point]] = []
    var current: [Point] = []
    func flush() {
      if !current.isEmpty { pieces.append(current) }
      current = []
    }
    var previous: Point?
    for i in 0..<min(x.count, y.count) {
      guard x[i].isFinite, y[i].isFinite else {
        flush()
        previous = nil
        continue
      }
      let next = Point(x[i], y[i])
      if let last = previous {
        if let (a, b) = segment(last, next, in: box) {
          if current.isEmpty || current.last != a {
            flush()
            current = [a]
          }
          current.append(b)
        } else {
          flush()
        }
      } else if box.contains(next) {
        current = [next]
      }
      previous = next
    }
    flush()
    return pieces
  }

  /// Liang and Barsky's parametric clipping of one segment.
  package static func segment(_ a: Point, _ b: Point, in box: Rect) -> (Point, Point)? {
    var enter = 0.0
    var leave = 1.0
    let dx = b.x - a.x
    let dy = b.y - a.y
    for (p, q) in [(-dx, a.x - box.minX), (dx, box.maxX - a.x), (-dy, a.y - box.minY), (dy, box.maxY - a.y)] {
      if p == 0 {
        if q < 0 { return nil }
      } else if p < 0 {
        enter = max(enter, q / p)
      } else {
        leave = min(leave, q / p)
      }
    }
    guard enter <= leave else { return nil }
    func at(_ t: Double) -> Point { t == 0 ? a : t == 1 ? b : Point(a.x + t * dx, a.y + t * dy) }
    return (at(enter), at(leave))
  }
}
