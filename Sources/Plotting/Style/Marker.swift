// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The shape drawn at a point.
public enum Marker: String, Hashable, Sendable, CaseIterable {
  case circle = "o"
  case square = "s"
  case triangle = "^"
  case triangleDown = "v"
  case triangleLeft = "<"
  case triangleRight = ">"
  case thinDiamond = "d"
  case pentagon = "p"
  case diamond = "D"
  case hexagon = "H"
  case star = "*"
  case cross = "x"
  case plus = "+"
  case dot = "."

  /// Whether the marker is only strokes, with nothing to fill.
  package var isOpen: Bool { self == .cross || self == .plus }

  /// The outline of a marker `size` points across, centred on the origin.
  package func path(size: Double) -> Path {
    let r = size / 2
    func polygon(_ corners: Int, radius: (Int) -> Double, turn: Double = 0) -> Path {
      Path(
        polyline: (0..<corners).map { k in
          let angle = 2 * Double.pi * Double(k) / Double(corners) + turn
          return Point(radius(k) * sin(angle), -radius(k) * cos(angle))
        }, closed: true)
    }
    switch self {
    case .circle: return Path(circleAt: Point(0, 0), radius: r)
    case .dot: return Path(circleAt: Point(0, 0), radius: r / 2)
    case .square: return Path(Rect(x: -r, y: -r, width: size, height: size))
    case .triangle: return Path(polyline: [Point(0, -r), Point(r, r), Point(-r, r)], closed: true)
    case .triangleDown: return Path(polyline: [Point(0, r), Point(r, -r), Point(-r, -r)], closed: true)
    case .triangleLeft: return Path(polyline: [Point(-r, 0), Point(r, -r), Point(r, r)], closed: true)
    case .triangleRight: return Path(polyline: [Point(r, 0), Point(-r, -r), Point(-r, r)], closed: true)
    case .thinDiamond:
      return Path(
        polyline: [(0, -1), (0.6, 0), (0, 1), (-0.6, 0)].map { Point($0.0 * r * 1.41421356, $0.1 * r * 1.41421356) },
        closed: true)
    case .pentagon: return polygon(5, radius: { _ in r })
    case .diamond: return polygon(4, radius: { _ in r * 1.41421356 })
    case .hexagon: return polygon(6, radius: { _ in r }, turn: .pi / 6)
    case .star: return polygon(10, radius: { $0.isMultiple(of: 2) ? r : r * 0.381966 })
    case .cross:
      var path = Path(polyline: [Point(-r, -r), Point(r, r)])
      path.elements += Path(polyline: [Point(-r, r), Point(r, -r)]).elements
      return path
    case .plus:
      var path = Path(polyline: [Point(-r, 0), Point(r, 0)])
      path.elements += Path(polyline: [Point(0, -r), Point(0, r)]).elements
      return path
    }
  }
}
