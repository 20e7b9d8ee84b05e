// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// Lines and edges between pixels look grey and wide. In pixels, what runs straight along x or y is moved onto them.

extension Path {
  /// Whether the path runs along x and y only.
  package var isRectilinear: Bool {
    var (last, start): (Point?, Point?) = (nil, nil)
    for element in elements {
      switch element {
      case .move(let p): (last, start) = (p, p)
      case .line(let p):
        guard let from = last, from.x == p.x || from.y == p.y else { return false }
        last = p
      case .curve: return false
      case .close:
        guard let from = last, let to = start, from.x == to.x || from.y == to.y else { return false }
        last = to
      }
    }
    return true
  }

  /// Whether the corners of the path are few and meant.
  var isCornered: Bool { elements.count < 12 || isRectilinear }

  /// The path on the grid of pixels: between two of them if the stroke is an even number of pixels wide, or there is none.
  func snapped(toPixels scale: Double, _ origin: Point, strokeWidth: Double) -> Path {
    let isOdd = strokeWidth > 0 && max(1, (strokeWidth * scale).rounded()).truncatingRemainder(dividingBy: 2) == 1
    let shift = isOdd ? 0.5 : 0
    func moved(_ value: Double, _ origin: Double) -> Double {
      (((value - origin) * scale - shift).rounded() + shift) / scale + origin
    }
    func moved(_ p: Point) -> Point { Point(moved(p.x, origin.x), moved(p.y, origin.y)) }
    var copy = Path()
    copy.elements = elements.map { element in
      switch element {
      case .move(let p): .move(moved(p))
      case .line(let p): .line(moved(p))
      default: element
      }
    }
    return copy
  }
}

extension Rect {
  /// The nearest rectangle of whole pixels, at least one in each direction.
  func snapped(toPixels scale: Double, _ origin: Point) -> Rect {
    func edges(_ low: Double, _ high: Double, _ origin: Double) -> (Double, Double) {
      let first = ((low - origin) * scale).rounded()
      return (first / scale + origin, max(((high - origin) * scale).rounded(), first + 1) / scale + origin)
    }
    let (left, right) = edges(minX, maxX, origin.x)
    let (top, bottom) = edges(minY, maxY, origin.y)
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }
}
