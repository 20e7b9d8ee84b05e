// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cuts filled shapes at a rectangle, so that no coordinate exceeds what Cairo can hold.
package enum PolygonClipping {
  /// The part of a polygon inside a rectangle (Sutherland and Hodgman, 1974).
  package static func clipped(_ corners: [Point], to box: Rect) -> [Point] {
    var corners = corners
    corners = cut(corners, \.x, keepingAbove: true, box.minX)
    corners = cut(corners, \.x, keepingAbove: false, box.maxX)
    corners = cut(corners, \.y, keepingAbove: true, box.minY)
    return cut(corners, \.y, keepingAbove: false, box.maxY)
  }

  private static func cut(
    _ corners: [Point], _ part: KeyPath<Point, Double>, keepingAbove: Bool, _ limit: Double
  ) -> [Point] {
    guard var last = corners.last else { return [] }
    let isInside = { (p: Point) in keepingAbove ? p[keyPath: part] >= limit : p[keyPath: part] <= limit }
    var kept: [Point] = []
    kept.reserveCapacity(corners.count + 4)
    for corner in corners {
      if isInside(corner) != isInside(last) {
        let t = (limit - last[keyPath: part]) / (corner[keyPath: part] - last[keyPath: part])
        kept.append(Point(last.x + t * (corner.x - last.x), last.y + t * (corner.y - last.y)))
      }
      if isInside(corner) { kept.append(corner) }
      last = corner
    }
    return kept
  }
}
