// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The colour scale beside a plot: as high as the axes themselves.
struct ColorbarLayout: Sendable {
  var box: Rect
  var image: IndexedImage
  var scale: AxisScale
  var ticks: AxisTicks
  var label: TypesetText?

  /// - Parameter texts: what the second y axis takes between the axes and the bar.
  init(
    _ colorScale: ColorScale, _ options: ColorbarOptions, beside axes: Rect, after texts: Double, room: Rect,
    theme: Theme
  ) {
    let pad = (options.pad.isFinite ? min(max(options.pad, 0), 1) : 0.05) * room.width
    let share = options.width.isFinite ? min(max(options.width, 0), 1) : 0.05
    box = Rect(
      x: axes.maxX + texts + max(pad, 2), y: axes.minY, width: max(axes.height * share, 6), height: axes.height)
    let colors = colorScale.colormap.colors
    image = IndexedImage(
      width: 1, height: colors.count, indices: (0..<colors.count).reversed().map { UInt8($0) }, palette: colors)
    let (low, high) = (colorScale.range.lowerBound, colorScale.range.upperBound)
    scale = AxisScale(low: low, high: high > low ? high : low + 1)
    (scale.start, scale.end) = (box.maxY, box.minY)
    ticks = AxisTicks(
      scale, options: AxisOptions(), length: box.height, isHorizontal: false, setter: Typesetter(size: theme.fontSize))
    let text = [options.label, ticks.ticks.factor ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    label = PlotLayout.fitted(text, Typesetter(size: theme.fontSize, bold: theme.boldLabels), max(box.height, 40))
  }

  private var labelsRight: Double { box.maxX + PlotLayout.tickLength + PlotLayout.tickPad + ticks.maxWidth }

  var labelLeft: Double { labelsRight + PlotLayout.labelPad }

  /// Where the bar with all its texts ends.
  var right: Double { label.map { labelLeft + $0.height } ?? labelsRight }

  /// How far the texts reach above or below the bar.
  var overhang: Double {
    let longLabel = ((label?.width ?? 0) - box.height) / 2
    return ticks.labels.map { label in
      let place = scale.position(label.value)
      return max(box.minY - place, place - box.maxY) + label.text.height / 2
    }.reduce(longLabel, max)
  }
}
