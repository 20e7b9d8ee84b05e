// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics

// Plots in one line, under pyplot's names; each is a value that takes the modifiers of a plot and shows itself.

/// A line through points, or markers alone if the format names a marker and no line.
///
/// ```swift
/// plot(epochs, loss, "ks-").labels(x: "Epoch", y: "Loss")
/// ```
public func plot(_ x: some PlotData, _ y: some PlotData, _ format: Format? = nil) -> Plot {
  Plot {
    if let format, format.marker != nil, format.dash == nil { Points(x, y, format) } else { Line(x, y, format) }
  }
}

/// The values against their index, from 0.
public func plot(_ y: some PlotData, _ format: Format? = nil) -> Plot {
  let values = y.plotValues
  return plot(0..<values.count, values, format)
}

/// A marker at each point.
public func scatter(_ x: some PlotData, _ y: some PlotData, _ format: Format? = nil) -> Plot {
  Plot { Points(x, y, format) }
}

/// A marker at each row of an n × 2 matrix, or the values against their index.
public func scatter(_ points: some PlotData, _ format: Format? = nil) -> Plot {
  Plot { Points(points, format) }
}

/// How often values fall into bins.
public func hist(_ values: some PlotData, bins: BinRule = .auto) -> Plot {
  Plot { Histogram(values, bins: bins) }
}

/// A table of numbers as an image with its colour scale.
public func imshow(
  _ grid: some PlotGrid, _ colormap: Colormap = .viridis, range: ClosedRange<Double>? = nil
) -> Plot {
  Plot { Heatmap(grid, colormap, range: range) }.colorbar()
}
