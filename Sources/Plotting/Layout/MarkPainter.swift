// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Draws marks into the axes.
struct MarkPainter {
  let plot: PlotFrame

  static func rect(_ box: MarkShape.Box, _ plot: PlotFrame) -> Rect {
    func clamped(_ value: Double, _ low: Double, _ high: Double) -> Double { min(max(value, low - 50), high + 50) }
    func x(_ value: Double) -> Double { clamped(plot.x.position(value), plot.box.minX, plot.box.maxX) }
    func y(_ value: Double) -> Double { clamped(plot.y.position(value), plot.box.minY, plot.box.maxY) }
    return box.isHorizontal
      ? Rect(Point(x(box.foot), y(box.x.lowerBound)), Point(x(box.top), y(box.x.upperBound)))
      : Rect(Point(x(box.x.lowerBound), y(box.foot)), Point(x(box.x.upperBound), y(box.top)))
  }

  func items(_ mark: ResolvedMark) -> [DrawingItem] {
    mark.shapes.flatMap { shape -> [DrawingItem] in
      switch shape {
      case .line(let x, let y): return line(x, y, mark)
      case .points(let x, let y): return points(x, y, mark)
      case .boxes(let boxes): return self.boxes(boxes, mark)
      case .area(let x, let lower, let upper): return area(x, lower, upper, mark)
      case .caps(let x, let y, let isHorizontal): return caps(x, y, isHorizontal, mark)
      case .texts: return []
      case .image(let image): return self.image(image)
      case .verticalRule(let value):
        let x = plot.x.position(value)
        return rule(Point(x, plot.box.minY), Point(x, plot.box.maxY), mark.line)
      case .horizontalRule(let value):
        let y = plot.y.position(value)
        return rule(Point(plot.box.minX, y), Point(plot.box.maxX, y), mark.line)
      }
    }
  }

  private func line(_ x: [Double], _ y: [Double], _ mark: ResolvedMark) -> [DrawingItem] {
    let stroke = mark.line
    guard stroke.width > 0 else { return [] }
    let wide = plot.box.inset(by: -(stroke.width + 2))
    let pieces = LineClipping.pieces(x: x.map(plot.x.position), y: y.map(plot.y.position), in: wide)
    return pieces.compactMap { piece in
      // A lone finite value between gaps is a dot, or the reader would never see it.
      if piece.count == 1 {
        return .path(Path(circleAt: piece[0], radius: stroke.width * 0.75), fill: stroke.color, stroke: nil)
      }
      return .path(
        Path(polyline: LineDecimation.thin(piece, finest: mark.isRasterized ? 0.4 : 0.05)), fill: nil, stroke: stroke)
    }
  }

  private func points(_ x: [Double], _ y: [Double], _ mark: ResolvedMark) -> [DrawingItem] {
    guard let marker = mark.marker else { return [] }
    let reach = plot.box.inset(by: -mark.markerSize)
    let all = zip(x, y).map(plot.point)
    let shown = all.indices.filter { all[$0].x.isFinite && all[$0].y.isFinite && reach.contains(all[$0]) }
    guard !shown.isEmpty else { return [] }
    var edge = mark.markerEdge.flatMap { $0.width > 0 ? $0 : nil }
    if marker.isOpen { edge = Stroke(mark.line.color, width: edge?.width ?? 1) }
    func ink(_ face: Color?) -> MarkerCloud.Ink {
      marker.isOpen
        ? .init(fill: nil, stroke: edge.map { Stroke(face ?? $0.color, width: $0.width) })
        : .init(fill: face, stroke: edge)
    }
    var cloud = MarkerCloud(
      shape: marker.path(size: mark.markerSize), places: [], inks: [ink(marker.isOpen ? nil : mark.face)])
    var drawn = shown
    if let faces = mark.faces {
      // A map of 256 colours and one for NaN: those that are transparent need not be drawn.
      drawn = shown.filter { faces[$0].alpha > 0 }
      cloud.inks = faces.palette.dropLast().map { ink($0) }
      cloud.inkIndices = drawn.map { UInt8(faces.indices[$0]) }
    }
    cloud.places = drawn.map { all[$0] }
    if !mark.titles.isEmpty { cloud.titles = drawn.map { mark.titles[$0] } }
    return cloud.places.isEmpty ? [] : [.markers(cloud)]
  }

  private func boxes(_ boxes: [MarkShape.Box], _ mark: ResolvedMark) -> [DrawingItem] {
    var whole = Path()
    for box in boxes {
      let rect = Self.rect(box, plot)
      if rect.height > 0, rect.width > 0 { whole.elements += Path(rect).elements }
    }
    guard !whole.elements.isEmpty else { return [] }
    // One path for all: bars that touch then show no seam.
    return [.path(whole, fill: mark.face, stroke: mark.boxEdge.flatMap { $0.width > 0 ? $0 : nil })]
  }

  private func area(_ x: [Double], _ lower: [Double], _ upper: [Double], _ mark: ResolvedMark) -> [DrawingItem] {
    let usable = x.indices.map { [x[$0], lower[$0], upper[$0]].allSatisfy(Extent.isDrawable) }
    var whole = Path()
    for piece in x.indices.split(whereSeparator: { !usable[$0] }) {
      let there = piece.map { plot.point(x[$0], upper[$0]) }
      let back = piece.reversed().map { plot.point(x[$0], lower[$0]) }
      let corners = PolygonClipping.clipped(there + back, to: plot.box.inset(by: -2))
      if corners.count > 2 { whole.elements += Path(polyline: corners, closed: true).elements }
    }
    guard !whole.elements.isEmpty else { return [] }
    return [.path(whole, fill: mark.face, stroke: mark.boxEdge.flatMap { $0.width > 0 ? $0 : nil })]
  }

  private func caps(_ x: [Double], _ y: [Double], _ isHorizontal: Bool, _ mark: ResolvedMark) -> [DrawingItem] {
    let half = mark.markerSize / 2
    var path = Path()
    for (x, y) in zip(x, y) {
      let place = plot.point(x, y)
      guard place.x.isFinite, place.y.isFinite, plot.box.contains(place) else { continue }
      let (dx, dy) = isHorizontal ? (half, 0) : (0, half)
      let ends = [Point(place.x - dx, place.y - dy), Point(place.x + dx, place.y + dy)]
      path.elements += Path(polyline: ends).elements
    }
    guard !path.elements.isEmpty, mark.line.width > 0 else { return [] }
    return [.path(path, fill: nil, stroke: Stroke(mark.line.color, width: mark.line.width))]
  }

  private func rule(_ a: Point, _ b: Point, _ stroke: Stroke) -> [DrawingItem] {
    guard stroke.width > 0, let (a, b) = LineClipping.segment(a, b, in: plot.box) else { return [] }
    var flat = stroke
    flat.cap = .butt
    return [.path(Path(polyline: [a, b]), fill: nil, stroke: flat)]
  }

  /// The cells in view, turned if the axes run the other way.
  private func image(_ shape: ImageShape) -> [DrawingItem] {
    let xView = Self.visible(plot.x, count: shape.columns)
    let yView = Self.visible(plot.y, count: shape.rows)
    guard let xView, let yView, plot.x.kind == .linear, plot.y.kind == .linear else { return [] }
    let left = plot.x.position(Double(xView.lowerBound) - 0.5)
    let right = plot.x.position(Double(xView.upperBound) - 0.5)
    let first = plot.y.position(Double(yView.lowerBound) - 0.5)
    let last = plot.y.position(Double(yView.upperBound) - 0.5)
    let whole = Rect(Point(left, first), Point(right, last))
    // Of cells much larger than the plot only what shows can be a picture.
    if whole.width > 20 * plot.box.width || whole.height > 20 * plot.box.height {
      let box = plot.box.clipped(to: whole)
      return box.width > 0 && box.height > 0 ? [.image(sampled(shape, in: box), in: box)] : []
    }
    let cropped = shape.image.cropped(
      columns: xView, rows: yView, mirrored: right < left, upsideDown: last < first)
    return [.image(cropped, in: whole)]
  }

  /// A picture of a part of the plot: the cell at each of many places.
  private func sampled(_ shape: ImageShape, in box: Rect) -> IndexedImage {
    let (width, height) = (400, 400)
    func cells(_ scale: AxisScale, _ low: Double, _ length: Double, _ samples: Int, _ count: Int) -> [Int] {
      (0..<samples).map { i in
        let value = scale.value(at: low + (Double(i) + 0.5) / Double(samples) * length)
        return Int(min(max((value + 0.5).rounded(.down), 0), Double(count - 1)))
      }
    }
    let columns = cells(plot.x, box.minX, box.width, width, shape.columns)
    let rows = cells(plot.y, box.minY, box.height, height, shape.rows)
    let indices = rows.flatMap { row in columns.map { shape.image.indices[row * shape.columns + $0] } }
    return IndexedImage(width: width, height: height, indices: indices, palette: shape.image.palette)
  }

  /// The cells that lie at least partly within the limits.
  private static func visible(_ scale: AxisScale, count: Int) -> Range<Int>? {
    let low = min(scale.low, scale.high) + 0.5
    let high = max(scale.low, scale.high) + 0.5
    guard high > 0, low < Double(count) else { return nil }
    let first = Int(max(0, low.rounded(.down)))
    let last = Int(min(Double(count), high.rounded(.up)))
    return first < last ? first..<last : nil
  }
}

extension IndexedImage {
  /// A part of the image, turned as asked.
  func cropped(columns: Range<Int>, rows: Range<Int>, mirrored: Bool, upsideDown: Bool) -> IndexedImage {
    if columns == 0..<width, rows == 0..<height, !mirrored, !upsideDown { return self }
    var out: [UInt8] = []
    out.reserveCapacity(columns.count * rows.count)
    for row in upsideDown ? Array(rows.reversed()) : Array(rows) {
      let line = indices[row * width + columns.lowerBound..<row * width + columns.upperBound]
      if mirrored { out.append(contentsOf: line.reversed()) } else { out.append(contentsOf: line) }
    }
    return IndexedImage(width: columns.count, height: rows.count, indices: out, palette: palette)
  }
}
