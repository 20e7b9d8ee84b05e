// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Upright bars.
///
/// ```swift
/// Bars(0..<24, percentPerLayer).fill([0.7, 0.7, 0.9]).edge(.black)
/// ```
public struct Bars: Mark {
  public var style = MarkStyle()
  let x: [Double]
  let heights: [Double]
  let width: Double

  /// - Parameter width: in units of x; bars are centred on their x.
  public init(_ x: some PlotData, _ heights: some PlotData, width: Double = 0.8) {
    self.x = x.plotValues
    self.heights = heights.plotValues
    self.width = abs(width)
  }

  /// Bars at 0, 1, 2 and so on.
  public init(_ heights: some PlotData, width: Double = 0.8) {
    let values = heights.plotValues
    self.init((0..<values.count).map(Double.init), values, width: width)
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard report.check(x: x, y: heights) else { return [] }
    let drawable = zip(x, heights).filter { Extent.isDrawable($0) && Extent.isDrawable($1) }
    return [.boxes(drawable.map { .init(x: $0 - width / 2...$0 + width / 2, top: $1) })]
  }
}
