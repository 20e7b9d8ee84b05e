// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Plot {
  /// The text above the axes, in place of the one the plot was made with.
  public func title(_ text: String) -> Plot {
    var copy = self
    copy.heading = text
    return copy
  }

  /// The texts beside the axes; `right` is the second y axis, that of marks with ``Mark/axis(_:)``.
  public func labels(x: String? = nil, y: String? = nil, right: String? = nil) -> Plot {
    with {
      if let x { $0.x.label = x }
      if let y { $0.y.label = y }
      if let right { $0.right.label = right }
    }
  }

  /// Where the x axis begins and ends: `0...5`, or one side only: `0...`, `...5`.
  public func limits(x: some BoundsConvertible) -> Plot { with { $0.x.bounds = x.bounds } }

  /// Where the y axis begins and ends: `0...5`, or one side only: `-100...`, `...5`.
  public func limits(y: some BoundsConvertible) -> Plot { with { $0.y.bounds = y.bounds } }

  /// Where the second y axis begins and ends.
  public func limits(right: some BoundsConvertible) -> Plot { with { $0.right.bounds = right.bounds } }

  public func limits(x: some BoundsConvertible, y: some BoundsConvertible) -> Plot { limits(x: x).limits(y: y) }

  /// How values become lengths along the axes; an axis that is not named keeps its scale, at first a linear one.
  public func scale(x: ScaleKind? = nil, y: ScaleKind? = nil, right: ScaleKind? = nil) -> Plot {
    with {
      if let x { $0.x.kind = x }
      if let y { $0.y.kind = y }
      if let right { $0.right.kind = right }
    }
  }

  /// Ticks at these places of the x axis and nowhere else, with these texts or the values themselves.
  public func ticks(x: some PlotData, labels: [String]? = nil) -> Plot {
    with {
      $0.x.ticks = x.plotValues
      $0.x.tickLabels = labels
    }
  }

  /// Ticks at these places of the y axis and nowhere else, with these texts or the values themselves.
  public func ticks(y: some PlotData, labels: [String]? = nil) -> Plot {
    with {
      $0.y.ticks = y.plotValues
      $0.y.tickLabels = labels
    }
  }

  /// Ticks at these places of both axes and nowhere else.
  public func ticks(x: some PlotData, y: some PlotData) -> Plot { ticks(x: x).ticks(y: y) }

  /// Ticks at these places of the second y axis and nowhere else, with these texts or the values themselves.
  public func ticks(right: some PlotData, labels: [String]? = nil) -> Plot {
    with {
      $0.right.ticks = right.plotValues
      $0.right.tickLabels = labels
    }
  }

  // An empty literal is no `some PlotData` by itself: these make `.ticks(y: [])` take all ticks away.

  public func ticks(x: [Double], labels: [String]? = nil) -> Plot { ticks(x: x[...], labels: labels) }
  public func ticks(y: [Double], labels: [String]? = nil) -> Plot { ticks(y: y[...], labels: labels) }
  public func ticks(x: [Double], y: [Double]) -> Plot { ticks(x: x[...]).ticks(y: y[...]) }
  public func ticks(x: some PlotData, y: [Double]) -> Plot { ticks(x: x).ticks(y: y[...]) }
  public func ticks(x: [Double], y: some PlotData) -> Plot { ticks(x: x[...]).ticks(y: y) }
  public func ticks(right: [Double], labels: [String]? = nil) -> Plot { ticks(right: right[...], labels: labels) }

  /// Lines at the ticks, behind the marks.
  public func grid(_ dash: Dash = .solid, width: Double = 0.8) -> Plot {
    with { $0.grid = GridOptions(dash: dash, width: width) }
  }

  /// Where the legend lies; nil for none. It appears by itself as soon as a mark has a label.
  public func legend(_ place: LegendPlace? = .best, size: Double? = nil, frame: Bool = true) -> Plot {
    with { $0.legend = place.map { LegendOptions(place: $0, size: size, frame: frame) } }
  }

  /// The colour scale of the plot's heatmap, or of its points coloured by value, on the right.
  /// - Parameters:
  ///   - pad: its distance from the axes as a share of their width.
  ///   - width: its width as a share of the height of the axes.
  public func colorbar(pad: Double = 0.05, width: Double = 0.05, label: String = "") -> Plot {
    with { $0.colorbar = ColorbarOptions(pad: pad, width: width, label: label) }
  }

  public func aspect(_ aspect: Aspect) -> Plot { with { $0.aspect = aspect } }

  /// Lets y grow upwards although a heatmap with its first row on top would turn it.
  public func yUp() -> Plot { with { $0.yGrowsUp = true } }
}
