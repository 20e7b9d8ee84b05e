// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Thins long lines without visible change (the M4 method: Jugel et al., VLDB 2014).
package enum LineDecimation {
  /// Keeps the first, lowest, highest and last vertex of every half-point column, if x never goes back; else the vertices
  /// that lie farther than `finest` points from the last one kept.
  package static func thin(_ points: [Point], columnsPerPoint: Double = 2, finest: Double = 0.05) -> [Point] {
    guard points.count > 2000 else { return points }
    for i in 1..<points.count where points[i].x < points[i - 1].x { return thinByDistance(points, finest) }
    var kept: [Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * columnsPerPoint).rounded(.down)
      var end = start
      var low = start
      var high = start
      while end < points.count, (points[end].x * columnsPerPoint).rounded(.down) == column {
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
        end += 1
      }
      var last = -1
      for i in [start, min(low, high), max(low, high), end - 1] where i != last {
        kept.append(points[i])
        last = i
      }
      start = end
    }
    return kept
  }

  private static func thinByDistance(_ points: [Point], _ finest: Double) -> [Point] {
    var kept = [points[0]]
    for point in points.dropFirst().dropLast() {
      let (dx, dy) = (point.x - kept[kept.count - 1].x, point.y - kept[kept.count - 1].y)
      if dx * dx + dy * dy > finest * finest { kept.append(point) }
    }
    kept.append(points[points.count - 1])
    return kept
  }
}
