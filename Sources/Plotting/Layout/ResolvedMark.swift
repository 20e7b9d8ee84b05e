// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A mark with every choice made: shapes, colours, strokes.
struct ResolvedMark: Sendable {
  var shapes: [MarkShape]
  var label: String?
  var zIndex: Double
  var axis: YAxis
  var line: Stroke
  var marker: Marker?
  var markerSize: Double
  /// The inside of markers and boxes.
  var face: Color?
  var markerEdge: Stroke?
  var boxEdge: Stroke?

  /// - Parameter cycle: the next colour of the theme's cycle; moves on if the mark takes one.
  init(_ mark: any Mark, shapes: [MarkShape], theme: Theme, cycle: inout Int) {
    let style = mark.style
    self.shapes = shapes
    label = style.label
    axis = style.axis
    marker = style.marker
    let isBoxes = shapes.contains { if case .boxes = $0 { true } else { false } }
    let isColored =
      isBoxes || shapes.contains { if case .line = $0 { true } else if case .points = $0 { true } else { false } }
    var base = style.color ?? (isBoxes ? style.fill : nil)
    if base == nil, isColored {
      base = theme.cycle.isEmpty ? theme.foreground : theme.cycle[cycle % theme.cycle.count]
      cycle += 1
    }
    let color = theme.ink(base ?? theme.foreground).opacity(style.opacity)
    let width = Self.length(style.lineWidth) ?? theme.lineWidth
    let dash = style.dash ?? .solid
    line = Stroke(color, width: width, dash: dash.lengths(lineWidth: width), cap: dash == .solid ? .square : .butt)
    markerSize = Self.length(style.size) ?? theme.markerSize
    face = style.fill?.opacity(style.opacity) ?? color
    let edgeColor = style.edge.map { theme.ink($0).opacity(style.opacity) } ?? color
    markerEdge = Stroke(edgeColor, width: Self.length(style.edgeWidth) ?? 1)
    if let edge = style.edge {
      boxEdge = Stroke(
        theme.ink(edge).opacity(style.opacity), width: Self.length(style.edgeWidth) ?? Self.length(style.lineWidth) ?? 1
      )
    }
    zIndex =
      style.zIndex
      ?? (isBoxes ? 1 : isColored ? 2 : shapes.contains { if case .image = $0 { true } else { false } } ? 0 : 2)
  }

  /// A length Cairo can work with; nil for what is negative or not finite.
  private static func length(_ value: Double?) -> Double? {
    value.flatMap { $0 >= 0 && $0 < 10_000 ? $0 : nil }
  }

  var image: ImageShape? {
    for case .image(let image) in shapes { return image }
    return nil
  }

  /// Takes the data of the mark into the limits.
  func extend(_ x: inout Extent, _ y: inout Extent, xKind: ScaleKind, yKind: ScaleKind) {
    for shape in shapes {
      switch shape {
      case .line(let xs, let ys), .points(let xs, let ys):
        for (a, b) in zip(xs, ys) where Extent.isDrawable(a) && Extent.isDrawable(b) {
          x.include(CollectionOfOne(a), positiveOnly: xKind == .log)
          y.include(CollectionOfOne(b), positiveOnly: yKind == .log)
        }
      case .boxes(let boxes):
        for box in boxes {
          x.include([box.x.lowerBound, box.x.upperBound], positiveOnly: xKind == .log)
          y.include([box.foot, box.top], positiveOnly: yKind == .log)
          if y.sticky.last != box.foot { y.sticky.append(box.foot) }
        }
      case .image(let image):
        guard xKind == .linear, yKind == .linear else { continue }
        let right = Double(image.columns) - 0.5
        let bottom = Double(image.rows) - 0.5
        let whole = (x.isWhole, y.isWhole)
        x.include([-0.5, right])
        y.include([-0.5, bottom])
        // The borders lie between whole numbers, the cells on them.
        (x.isWhole, y.isWhole) = whole
        x.sticky += [-0.5, right]
        y.sticky += [-0.5, bottom]
      case .verticalRule(let value): x.include([value], positiveOnly: xKind == .log)
      case .horizontalRule(let value): y.include([value], positiveOnly: yKind == .log)
      }
    }
  }
}
