// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Plots that have axes in common.
struct SharedAxes: Sendable {
  var plots: Range<Int>
  var sharing: Sharing
  /// Plots above another and plots on the right of another: their tick labels would repeat its.
  var above: [Int] = []
  var beside: [Int] = []

  /// - Parameter cells: of the grid that shares, in which plots of nested grids do not count as neighbours.
  init(plots: Range<Int>, sharing: Sharing, cells: [GridCell]) {
    self.plots = plots
    self.sharing = sharing
    for cell in cells {
      guard case .plot(let plot) = cell.content else { continue }
      if cells.contains(where: { $0.rows.lowerBound >= cell.rows.upperBound && $0.columns.overlaps(cell.columns) }) {
        above.append(plot)
      }
      if cell.columns.lowerBound > 0 { beside.append(plot) }
    }
  }

  /// Gives the plots their common limits: those that hold the limits of all.
  func apply(to models: inout [PlotModel]) {
    if sharing.x {
      Self.unite(\.x, \.xIsWhole, plots, &models)
      for i in above { models[i].hidesXLabels = true }
    }
    if sharing.y {
      Self.unite(\.y, \.yIsWhole, plots, &models)
      for i in beside { models[i].hidesYLabels = true }
    }
  }

  private static func unite(
    _ scale: WritableKeyPath<PlotModel, AxisScale>, _ isWhole: WritableKeyPath<PlotModel, Bool>, _ plots: Range<Int>,
    _ models: inout [PlotModel]
  ) {
    let scales = plots.map { models[$0][keyPath: scale] }
    guard let kind = scales.first?.kind else { return }
    guard scales.allSatisfy({ $0.kind == kind }) else {
      models[plots.lowerBound].notes.append(
        "plots with linear and logarithmic axes cannot share them; each keeps its own")
      return
    }
    let low = scales.map { min($0.low, $0.high) }.min() ?? 0
    let high = scales.map { max($0.low, $0.high) }.max() ?? 1
    let areWhole = plots.allSatisfy { models[$0][keyPath: isWhole] }
    for i in plots {
      let isReversed = models[i][keyPath: scale].low > models[i][keyPath: scale].high
      models[i][keyPath: scale].low = isReversed ? high : low
      models[i][keyPath: scale].high = isReversed ? low : high
      models[i][keyPath: isWhole] = areWhole
    }
  }
}
