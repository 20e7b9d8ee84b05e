// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Draws a plot: ground, grid, marks, frame, ticks, texts, colorbar, legend.
struct AxesPainter {
  let model: PlotModel
  let plot: PlotLayout
  let theme: Theme

  private var axisStroke: Stroke { Stroke(theme.foreground, width: theme.axisWidth, cap: .square) }
  fileprivate var tickStroke: Stroke { Stroke(theme.foreground, width: theme.axisWidth) }
  fileprivate var minorStroke: Stroke { Stroke(theme.foreground, width: theme.axisWidth * 0.75) }
  /// From the middle of a line of text down to its baseline.
  fileprivate var halfCap: Double { Typesetter.capHeight * theme.fontSize / 2 }

  func paint(on page: inout Page) {
    if theme.axesBackground != theme.background { page.fill(Path(plot.box), theme.axesBackground) }
    grid(on: &page)
    let order = model.marks.enumerated().sorted { ($0.element.zIndex, $0.offset) < ($1.element.zIndex, $1.offset) }
    page.draw(.clip(plot.box, items(order.map(\.element))))
    frame(on: &page)
    for mark in order {
      TextPainter(plot: plot.frame(for: mark.element.axis), theme: theme).paint(mark.element, on: &page)
    }
    xAxis(on: &page)
    yAxis(on: &page)
    if let title = plot.title {
      let baseline = plot.box.minY - plot.titleGap - (title.height - title.ascent)
      page.text(title, at: Point(plot.box.midX, baseline), .center, color: theme.foreground)
    }
    colorbar(on: &page)
    if let legend = plot.legend { LegendPainter(legend: legend, theme: theme).paint(on: &page) }
  }

  /// What the marks come down to, those that are to be pictures in one picture where they follow each other.
  private func items(_ marks: [ResolvedMark]) -> [DrawingItem] {
    var items: [DrawingItem] = []
    var layer: [DrawingItem] = []
    func flush() {
      guard !layer.isEmpty else { return }
      // On the ground itself a picture needs no veils, and takes half the bytes.
      if items.isEmpty, model.options.grid == nil, !theme.changesWithPage {
        layer.insert(.path(Path(plot.box), fill: theme.axesBackground, stroke: nil), at: 0)
      }
      items.append(.layer(layer, in: plot.box))
      layer = []
    }
    for mark in marks {
      let drawn = MarkPainter(plot: plot.frame(for: mark.axis)).items(mark)
      if mark.isRasterized {
        layer += drawn
      } else {
        flush()
        items += drawn
      }
    }
    flush()
    return items
  }

  private func grid(on page: inout Page) {
    guard let grid = model.options.grid, grid.width > 0, grid.width < 100 else { return }
    var path = Path()
    for value in plot.xTicks.ticks.values {
      let x = plot.x.position(value)
      path.elements += Path(polyline: [Point(x, plot.box.minY), Point(x, plot.box.maxY)]).elements
    }
    for value in plot.yTicks.ticks.values {
      let y = plot.y.position(value)
      path.elements += Path(polyline: [Point(plot.box.minX, y), Point(plot.box.maxX, y)]).elements
    }
    if path.elements.isEmpty { return }
    page.stroke(path, Stroke(theme.gridColor, width: grid.width, dash: grid.dash.lengths(lineWidth: grid.width)))
  }

  private func frame(on page: inout Page) {
    let box = plot.box
    if theme.closedBox {
      page.stroke(Path(box), axisStroke)
    } else {
      var corners = [Point(box.minX, box.minY), Point(box.minX, box.maxY), Point(box.maxX, box.maxY)]
      if plot.right != nil { corners.append(Point(box.maxX, box.minY)) }
      page.stroke(Path(polyline: corners), axisStroke)
    }
  }

  private func xAxis(on page: inout Page) {
    let bottom = plot.box.maxY
    page.ticks(plot.xTicks.ticks.values.map(plot.x.position), tickStroke) { x in
      [Point(x, bottom), Point(x, bottom + PlotLayout.tickLength)]
    }
    page.ticks(plot.xTicks.ticks.minor.map(plot.x.position), minorStroke) { x in
      [Point(x, bottom), Point(x, bottom + PlotLayout.minorTickLength)]
    }
    let top = bottom + PlotLayout.tickLength + PlotLayout.tickPad
    for label in plot.xTicks.labels where plot.xTicks.areTurned {
      let x = plot.x.position(label.value) + label.text.ascent - label.text.height / 2
      page.text(label.text, at: Point(x, top), .right, color: theme.foreground, upwards: true)
    }
    for label in plot.xTicks.labels where !plot.xTicks.areTurned {
      let place = Point(plot.x.position(label.value), top + plot.xTicks.maxAscent)
      page.text(label.text, at: place, .center, color: theme.foreground)
    }
    if let text = plot.xLabel {
      let baseline = top + plot.xTicks.maxHeight + PlotLayout.labelPad + text.ascent
      page.text(text, at: Point(plot.box.midX, baseline), .center, color: theme.foreground)
    }
  }

  private func yAxis(on page: inout Page) {
    let left = plot.box.minX
    let labelsEnd = page.yTicks(plot.yTicks, plot.y, at: left, outwards: -1, self)
    if let text = plot.yLabel {
      let x = labelsEnd - PlotLayout.labelPad - (text.height - text.ascent)
      page.text(text, at: Point(x, plot.box.midY), .center, color: theme.foreground, upwards: true)
    }
    guard let right = plot.right, let ticks = plot.rightTicks else { return }
    let rightEnd = page.yTicks(ticks, right, at: plot.box.maxX, outwards: 1, self)
    if let text = plot.rightLabel {
      let x = rightEnd + PlotLayout.labelPad + text.ascent
      page.text(text, at: Point(x, plot.box.midY), .center, color: theme.foreground, upwards: true)
    }
  }

  private func colorbar(on page: inout Page) {
    guard let bar = plot.colorbar else { return }
    page.draw(.image(bar.image, in: bar.box))
    page.stroke(Path(bar.box), axisStroke)
    _ = page.yTicks(bar.ticks, bar.scale, at: bar.box.maxX, outwards: 1, self)
    if let text = bar.label {
      let place = Point(bar.labelLeft + text.ascent, bar.box.midY)
      page.text(text, at: place, .center, color: theme.foreground, upwards: true)
    }
  }
}

extension Page {
  /// Ticks and labels of an upright axis.
  /// - Parameters:
  ///   - outwards: 1 for texts on the right of the axis, -1 for the left.
  /// - Returns: the x at which the labels end.
  fileprivate mutating func yTicks(
    _ ticks: AxisTicks, _ scale: AxisScale, at edge: Double, outwards: Double, _ painter: AxesPainter
  ) -> Double {
    let (theme, ends) = (painter.theme, edge + outwards * PlotLayout.tickLength)
    self.ticks(ticks.ticks.values.map(scale.position), painter.tickStroke) { [Point(edge, $0), Point(ends, $0)] }
    self.ticks(ticks.ticks.minor.map(scale.position), painter.minorStroke) { y in
      [Point(edge, y), Point(edge + outwards * PlotLayout.minorTickLength, y)]
    }
    let place = ends + outwards * PlotLayout.tickPad
    for label in ticks.labels {
      text(
        label.text, at: Point(place, scale.position(label.value) + painter.halfCap), outwards > 0 ? .left : .right,
        color: theme.foreground)
    }
    return place + outwards * ticks.maxWidth
  }

  /// All ticks of an axis as one path.
  mutating func ticks(_ places: [Double], _ stroke: Stroke, _ segment: (Double) -> [Point]) {
    var path = Path()
    for place in places where place.isFinite { path.elements += Path(polyline: segment(place)).elements }
    if !path.elements.isEmpty { self.stroke(path, stroke) }
  }
}
