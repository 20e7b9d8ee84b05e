// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
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

extension Plot: Displayable {
  /// That of a figure of standard size with this plot in it.
  public var mimeBundle: MIMEBundle { Figure { self }.mimeBundle }
}
