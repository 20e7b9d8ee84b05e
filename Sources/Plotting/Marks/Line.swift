// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A line through points, with a marker at each if one is named.
///
/// ```swift
/// Line(epochs, loss, "ks-").fill([0.9, 0.7, 0.7]).size(10).label("MSE loss")
/// ```
/// Values that are NaN or infinite break the line. x and y of unequal length are not drawn; a note says so.
public struct Line: Mark {
  public var style: MarkStyle
  private let positions: Positions
  let y: [Double]

  public init(_ x: some PlotData, _ y: some PlotData, _ format: Format? = nil) {
    positions = .numbers(x.plotValues)
    self.y = y.plotValues
    style = MarkStyle(format)
  }

  /// The values above names, which take the places 0, 1, 2 … of the x axis in order of appearance, repeated ones each time.
  public init(_ names: [String], _ y: some PlotData, _ format: Format? = nil) {
    positions = .names(names)
    self.y = y.plotValues
    style = MarkStyle(format)
  }

  /// The values against their index, from 0.
  public init(_ y: some PlotData, _ format: Format? = nil) {
    self.y = y.plotValues
    positions = .numbers((0..<self.y.count).map(Double.init))
    style = MarkStyle(format)
    if let problem = y.tableProblem { style.refuse(problem + ": draw its rows or columns one by one, or a Heatmap") }
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    let x = report.numbers(positions)
    guard report.check(x: x, y: y) else { return [] }
    return style.marker == nil ? [.line(x: x, y: y)] : [.line(x: x, y: y), .points(x: x, y: y)]
  }
}
