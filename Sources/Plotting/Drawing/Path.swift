// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Lines and curves in figure points.
package struct Path: Hashable, Sendable {
  package enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
    case close
  }

  package var elements: [Element] = []

  package init() {}

  package mutating func move(_ point: Point) { elements.append(.move(point)) }
  package mutating func line(_ point: Point) { elements.append(.line(point)) }
  package mutating func close() { elements.append(.close) }

  package init(polyline points: some Sequence<Point>, closed: Bool = false) {
    for point in points { elements.append(elements.isEmpty ? .move(point) : .line(point)) }
    if closed { close() }
  }

  package init(_ rect: Rect) {
    self.init(
      polyline: [
        Point(rect.minX, rect.minY), Point(rect.maxX, rect.minY), Point(rect.maxX, rect.maxY),
        Point(rect.minX, rect.maxY),
      ], closed: true)
  }

  /// A circle of four cubic segments: Cairo's own arc writes only two for small ones, visibly not round.
  package init(circleAt center: Point, radius: Double) {
    let handle = radius * 0.552_284_749_830_793_4
    func at(_ dx: Double, _ dy: Double) -> Point { Point(center.x + dx, center.y + dy) }
    elements = [
      .move(at(radius, 0)),
      .curve(at(radius, handle), at(handle, radius), at(0, radius)),
      .curve(at(-handle, radius), at(-radius, handle), at(-radius, 0)),
      .curve(at(-radius, -handle), at(-handle, -radius), at(0, -radius)),
      .curve(at(handle, -radius), at(radius, -handle), at(radius, 0)),
      .close,
    ]
  }

  /// A rectangle with round corners.
  package init(_ rect: Rect, cornerRadius: Double) {
    let r = min(cornerRadius, rect.width / 2, rect.height / 2)
    let k = r * (1 - 0.552_284_749_830_793_4)
    func at(_ x: Double, _ y: Double) -> Point { Point(x, y) }
    let (l, t, e, b) = (rect.minX, rect.minY, rect.maxX, rect.maxY)
    elements = [
      .move(at(l + r, t)), .line(at(e - r, t)),
      .curve(at(e - k, t), at(e, t + k), at(e, t + r)), .line(at(e, b - r)),
      .curve(at(e, b - k), at(e - k, b), at(e - r, b)), .line(at(l + r, b)),
      .curve(at(l + k, b), at(l, b - k), at(l, b - r)), .line(at(l, t + r)),
      .curve(at(l, t + k), at(l + k, t), at(l + r, t)), .close,
    ]
  }

  /// The path in pieces of so many elements, each beginning where the one before ends; without curves and closed parts,
  /// which stay whole.
  func pieces(of length: Int) -> [Path] {
    var pieces: [Path] = []
    var piece = Path()
    for element in elements {
      switch element {
      case .curve, .close: return [self]
      case .move: piece.elements.append(element)
      case .line(let p):
        piece.elements.append(element)
        if piece.elements.count > length {
          pieces.append(piece)
          piece = Path(polyline: CollectionOfOne(p))
        }
      }
    }
    return pieces + [piece]
  }

  /// The smallest rectangle around all points, control points included; nil when empty.
  package var bounds: Rect? {
    var low = Point(.infinity, .infinity)
    var high = Point(-.infinity, -.infinity)
    func extend(_ p: Point) {
      low = Point(min(low.x, p.x), min(low.y, p.y))
      high = Point(max(high.x, p.x), max(high.y, p.y))
    }
    for element in elements {
      switch element {
      case .move(let p), .line(let p): extend(p)
      case .curve(let a, let b, let p):
        extend(a)
        extend(b)
        extend(p)
      case .close: break
      }
    }
    return low.x <= high.x ? Rect(low, high) : nil
  }
}
