// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A plot for one size on the page: ticks, set texts, margins and the places of its parts.
struct PlotLayout: Sendable {
  static let tickLength = 3.5
  static let minorTickLength = 2.0
  static let tickPad = 3.5
  static let labelPad = 4.0

  /// The axes.
  var box: Rect
  var x: AxisScale
  var y: AxisScale
  var xTicks: AxisTicks
  var yTicks: AxisTicks
  var right: AxisScale?
  var rightTicks: AxisTicks?
  var title: TypesetText?
  var xLabel: TypesetText?
  var yLabel: TypesetText?
  var rightLabel: TypesetText?
  var colorbar: ColorbarLayout?
  var legend: LegendLayout?
  /// What the texts, the colorbar and an outside legend need around the room given to the axes.
  var margins = Margins()

  /// - Parameters:
  ///   - room: where the axes may lie.
  ///   - around: the margins the neighbours leave, from the previous pass; long titles may use them.
  init(_ model: PlotModel, in room: Rect, around: Margins, theme: Theme) {
    box = Self.box(model, in: room)
    x = model.x
    y = model.y
    (x.start, x.end) = (box.minX, box.maxX)
    (y.start, y.end) = model.yGrowsDown ? (box.minY, box.maxY) : (box.maxY, box.minY)
    let small = Typesetter(size: theme.fontSize)
    xTicks = AxisTicks(
      x, options: model.options.x, wholeNumbers: model.xIsWhole, length: box.width, isHorizontal: true, setter: small)
    yTicks = AxisTicks(
      y, options: model.options.y, wholeNumbers: model.yIsWhole, length: box.height, isHorizontal: false, setter: small)

    if model.hidesXLabels { xTicks.hideLabels() }
    if model.hidesYLabels { yTicks.hideLabels() }
    if var scale = model.right {
      (scale.start, scale.end) = (box.maxY, box.minY)
      right = scale
      rightTicks = AxisTicks(
        scale, options: model.options.right, wholeNumbers: model.rightIsWhole, length: box.height, isHorizontal: false,
        setter: small)
    }

    let wide = max(box.width + 2 * min(around.left, around.right), 40)
    let tall = max(box.height + 2 * min(around.top, around.bottom), 40)
    let labelSetter = Typesetter(size: theme.fontSize, bold: theme.boldLabels)
    title = Self.fitted(model.title, Typesetter(size: theme.titleSize, bold: theme.boldTitle), wide)
    xLabel = Self.fitted(Self.joined(model.options.x.label, xTicks.ticks.factor), labelSetter, wide)
    yLabel = Self.fitted(Self.joined(model.options.y.label, yTicks.ticks.factor), labelSetter, tall)
    if let rightTicks {
      rightLabel = Self.fitted(
        Self.joined(model.options.right.label, rightTicks.ticks.factor), labelSetter, tall)
    }
    if let options = model.options.colorbar, let scale = model.marks.lazy.compactMap(\.colorScale).first {
      colorbar = ColorbarLayout(scale, options, beside: box, after: rightWidth, room: room, theme: theme)
    }
    legend = LegendLayout(
      model, plot: self, width: room.width + around.right, height: room.height + around.bottom, theme: theme)
    margins = neededMargins(in: room)
  }

  /// How far the last baseline of the title lies above the axes: further if it reaches over the tick labels.
  var titleGap: Double { (title?.width ?? 0) > box.width ? 7 : 3 }

  /// The scales for marks of one of the two y axes.
  func frame(for axis: YAxis) -> PlotFrame {
    PlotFrame(box: box, x: x, y: axis == .right ? right ?? y : y)
  }

  /// What the texts of the second y axis take beside the box.
  private var rightWidth: Double {
    guard let rightTicks else { return 0 }
    return Self.tickLength + Self.tickPad + rightTicks.maxWidth + (rightLabel.map { Self.labelPad + $0.height } ?? 0)
  }

  /// Where everything on the right of the box ends, but for a legend.
  var rightEdge: Double { colorbar?.right ?? box.maxX + rightWidth }

  private func neededMargins(in room: Rect) -> Margins {
    let outside = Self.tickLength + Self.tickPad
    var m = Margins(left: outside + yTicks.maxWidth, right: 1, top: 1, bottom: outside + xTicks.maxHeight)
    if let yLabel { m.left += Self.labelPad + yLabel.height }
    if let xLabel { m.bottom += Self.labelPad + xLabel.height }
    m.right = max(m.right, rightWidth)
    for label in xTicks.labels {
      let place = x.position(label.value)
      let half = (xTicks.areTurned ? label.text.height : label.text.width) / 2
      m.left = max(m.left, box.minX - (place - half))
      m.right = max(m.right, place + half - box.maxX)
    }
    for (scale, label) in yTicks.labels.map({ (y, $0) }) + (rightTicks?.labels ?? []).map({ (right ?? y, $0) }) {
      let place = scale.position(label.value)
      m.top = max(m.top, box.minY - place + label.text.height / 2)
      m.bottom = max(m.bottom, place + label.text.height / 2 - box.maxY)
    }
    for text in [title, xLabel].compactMap({ $0 }) {
      let overhang = (text.width - box.width) / 2
      m.left = max(m.left, overhang)
      m.right = max(m.right, overhang)
    }
    for yLabel in [yLabel, rightLabel].compactMap({ $0 }) {
      let overhang = (yLabel.width - box.height) / 2
      m.top = max(m.top, overhang)
      m.bottom = max(m.bottom, overhang)
    }
    if let colorbar {
      m.right = max(m.right, colorbar.right - box.maxX)
      m.top = max(m.top, colorbar.overhang)
      m.bottom = max(m.bottom, colorbar.overhang)
    }
    if let title { m.top = max(m.top, titleGap + title.height) }
    if let legend, legend.isOutside {
      m.right = max(m.right, legend.frame.maxX - box.maxX)
      m.bottom = max(m.bottom, legend.frame.maxY - box.maxY)
    }
    // With equal aspect the axes do not fill their room; what is left there counts as margin already.
    m.left -= box.minX - room.minX
    m.right -= room.maxX - box.maxX
    m.top -= box.minY - room.minY
    m.bottom -= room.maxY - box.maxY
    return Margins(left: max(0, m.left), right: max(0, m.right), top: max(0, m.top), bottom: max(0, m.bottom))
  }

  private static func box(_ model: PlotModel, in room: Rect) -> Rect {
    guard model.options.aspect == .equal, model.x.kind == .linear, model.y.kind == .linear else { return room }
    let ratio = abs(model.y.high - model.y.low) / abs(model.x.high - model.x.low)
    // A strip that no one could see is not what was meant.
    guard ratio > 1e-3, ratio < 1e3 else { return room }
    let width = min(room.width, room.height / ratio)
    let height = width * ratio
    return Rect(x: room.midX - width / 2, y: room.midY - height / 2, width: width, height: height)
  }

  /// A text broken to a width, and made smaller if a single word is still wider.
  static func fitted(_ text: String, _ setter: Typesetter, _ width: Double) -> TypesetText? {
    guard !text.isEmpty else { return nil }
    let set = setter.typeset(text, maxWidth: width)
    guard set.width > width else { return set }
    var smaller = setter
    smaller.size = max(setter.size * width / set.width, 5)
    return smaller.typeset(text, maxWidth: width)
  }

  private static func joined(_ label: String, _ factor: String?) -> String {
    guard let factor else { return label }
    return label.isEmpty ? factor : "\(label) (\(factor))"
  }
}
