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
  /// Of texts in the plot, in points; nil for the theme's.
  var textSize: Double?
  /// The inside of markers and boxes.
  var face: Color?
  /// The inside of each marker, where a number of its own decides it.
  var faces: Faces?
  /// What a colorbar explains.
  var colorScale: ColorScale?
  var isRasterized: Bool
  /// What a reader sees who points at a marker, one text a point.
  var titles: [String]
  var markerEdge: Stroke?
  var boxEdge: Stroke?

  /// - Parameter cycle: the next colour of the theme's cycle; moves on if the mark takes one.
  init(_ mark: any Mark, shapes: [MarkShape], theme: Theme, cycle: inout Int) {
    var style = mark.style
    style.color = style.color?.drawable
    style.fill = style.fill?.drawable
    style.edge = style.edge?.drawable
    style.opacity = style.opacity >= 0 ? min(style.opacity, 1) : style.opacity.isNaN ? 1 : 0
    if style.zIndex?.isNaN == true { style.zIndex = nil }
    self.shapes = shapes
    label = style.label
    axis = style.axis
    isRasterized = style.isRasterized
    let points = shapes.lazy.compactMap { if case .points(let x, _) = $0 { x.count } else { nil } }.first
    titles = style.titles.count == points ? style.titles : []
    marker = style.marker
    let isBoxes = shapes.contains(where: \.isFilled)
    let isColored = isBoxes || shapes.contains(where: \.isDrawnInColor)
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
    textSize = Self.length(style.size).map { min(max($0, 3), 200) }
    face = style.fill?.opacity(style.opacity) ?? color
    faces = style.colorValues.map { colors in
      // An entry after those of the map stands for NaN.
      let palette = (colors.scale.colormap.colors + [.clear]).map { $0.opacity(style.opacity) }
      return Faces(palette: palette, indices: colors.values.map { colors.scale.index(of: $0) ?? palette.count - 1 })
    }
    colorScale = style.colorValues?.scale
    // A veil of a face has a veil of an outline, or dense points would be nothing but outlines.
    let edgeColor =
      style.edge.map { theme.ink($0).opacity(style.opacity) } ?? color.opacity(style.fill?.alpha ?? 1)
    markerEdge = Stroke(edgeColor, width: Self.length(style.edgeWidth) ?? 1)
    if style.colorValues != nil, style.edge == nil { markerEdge = nil }
    if let edge = style.edge {
      boxEdge = Stroke(
        theme.ink(edge).opacity(style.opacity), width: Self.length(style.edgeWidth) ?? Self.length(style.lineWidth) ?? 1
      )
    }
    if colorScale == nil {
      for case .image(let image) in shapes { colorScale = image.colorScale }
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
          if box.isHorizontal {
            box.extend(along: &y, &x, alongKind: yKind, acrossKind: xKind)
          } else {
            box.extend(along: &x, &y, alongKind: xKind, acrossKind: yKind)
          }
        }
      case .area(let xs, let lower, let upper):
        for i in xs.indices where [xs[i], lower[i], upper[i]].allSatisfy(Extent.isDrawable) {
          x.include([xs[i]], positiveOnly: xKind == .log)
          y.include([lower[i], upper[i]], positiveOnly: yKind == .log)
        }
      case .caps: break
      case .texts(let texts):
        for text in texts {
          x.include([text.x] + [text.targetX].compactMap { $0 }, positiveOnly: xKind == .log)
          y.include([text.y] + [text.targetY].compactMap { $0 }, positiveOnly: yKind == .log)
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

/// The insides of markers, one a point.
struct Faces: Sendable {
  var palette: [Color]
  var indices: [Int]

  subscript(point: Int) -> Color { palette[indices[point]] }
}

extension MarkShape {
  /// The colour of the mark is that of its face.
  fileprivate var isFilled: Bool {
    switch self {
    case .boxes, .area: true
    default: false
    }
  }

  /// The mark takes a colour of the theme's cycle, if it names none.
  fileprivate var isDrawnInColor: Bool {
    switch self {
    case .line, .points: true
    default: false
    }
  }
}

extension MarkShape.Box {
  /// Takes the box into the limits of the axis it stands on and of the one it grows along.
  fileprivate func extend(
    along: inout Extent, _ across: inout Extent, alongKind: ScaleKind, acrossKind: ScaleKind
  ) {
    along.include([x.lowerBound, x.upperBound], positiveOnly: alongKind == .log)
    across.include([foot, top], positiveOnly: acrossKind == .log)
    if across.sticky.last != foot { across.sticky.append(foot) }
  }
}
