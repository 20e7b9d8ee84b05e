// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A table of numbers as an image: one coloured cell a number.
///
/// Cell centres lie on whole numbers: column j spans x from j - 0.5 to j + 0.5, row i likewise in y. Row 0 is at the
/// top unless `origin` is `.lower`. NaN is transparent; values outside `range` take the colour of its end.
/// ```swift
/// Plot("Weights") { Heatmap(weights, .RdBu_r, range: -1...1) }.colorbar()
/// ```
public struct Heatmap: Mark {
  /// Where row 0 lies.
  public enum Origin: Hashable, Sendable { case upper, lower }

  public var style = MarkStyle()
  private let matrix: PlotMatrix
  private let colormap: Colormap
  private let range: ClosedRange<Double>?
  private let origin: Origin

  /// - Parameters:
  ///   - grid: rows x columns.
  ///   - range: values at the ends of the colour map; by default the smallest and largest finite value.
  public init(
    _ grid: some PlotGrid, _ colormap: Colormap = .viridis, range: ClosedRange<Double>? = nil, origin: Origin = .upper
  ) {
    matrix = grid.plotMatrix
    self.colormap = colormap
    self.range = range
    self.origin = origin
    style.problems = matrix.problems
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard matrix.rows > 0, matrix.columns > 0 else {
      report.note("no values (\(matrix.rows) x \(matrix.columns))")
      return []
    }
    let image = ImageShape(matrix, colormap, range: range, rowsGrowDown: origin == .upper)
    if image.missing > 0 {
      report.note("\(image.missing) of \(matrix.values.count) cells are NaN and left transparent")
    }
    return [.image(image)]
  }
}
