// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What an axis is told by the modifiers of a plot.
struct AxisOptions: Sendable {
  var label = ""
  var bounds = Bounds()
  var kind = ScaleKind.linear
  var ticks: [Double]?
  var tickLabels: [String]?

  /// Labels the places of names, unless other ticks were asked for.
  mutating func name(_ categories: Categories) {
    guard !categories.names.isEmpty, ticks == nil else { return }
    ticks = categories.names.indices.map(Double.init)
    tickLabels = categories.names
  }

  /// Whether anything was said about the axis.
  var isSet: Bool { !label.isEmpty || bounds != Bounds() || kind != .linear || ticks != nil }
}

/// Everything the modifiers of a plot set.
struct PlotOptions: Sendable {
  var x = AxisOptions()
  var y = AxisOptions()
  /// The second y axis, which is there as soon as a mark is measured on it.
  var right = AxisOptions()
  var grid: GridOptions?
  var legend: LegendOptions? = LegendOptions()
  var colorbar: ColorbarOptions?
  var aspect = Aspect.fill
  var yGrowsUp: Bool?
}

struct GridOptions: Sendable {
  var dash: Dash
  var width: Double
}

struct LegendOptions: Sendable {
  var place = LegendPlace.best
  var size: Double?
  var frame = true
}

struct ColorbarOptions: Sendable {
  /// Distance from the axes as a share of their width.
  var pad: Double
  /// Width as a share of the height of the axes.
  var width: Double
  var label: String
}

/// Where the legend lies.
public enum LegendPlace: Hashable, Sendable, CaseIterable {
  /// Where it covers the fewest data.
  case best
  case topTrailing, topLeading, bottomLeading, bottomTrailing
  case trailing, leading, top, bottom, center
  /// Beside the axes, on the right.
  case outside
}

/// How the axes fill their room.
public enum Aspect: Hashable, Sendable {
  /// All of it.
  case fill
  /// One unit of x is as long as one unit of y.
  case equal
}
