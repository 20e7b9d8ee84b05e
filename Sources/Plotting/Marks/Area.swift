// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The space between a line and the x axis, or between two lines.
///
/// ```swift
/// Area(epochs, from: mean - deviation, to: mean + deviation).opacity(0.3).label("± 1 s.d.")
/// ```
/// Values that are NaN or infinite break it. Lengths that differ are not drawn; a note says so.
public struct Area: Mark {
  public var style = MarkStyle()
  private let x: [Double]
  private let lower: [Double]
  private let upper: [Double]

  /// Between two lines over the same x.
  public init(_ x: some PlotData, from lower: some PlotData, to upper: some PlotData) {
    self.x = x.plotValues
    self.lower = lower.plotValues
    self.upper = upper.plotValues
  }

  /// Between a line and a level.
  public init(_ x: some PlotData, _ y: some PlotData, from level: Double = 0) {
    let values = y.plotValues
    self.init(x, from: [Double](repeating: level, count: values.count), to: values)
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard lower.count == upper.count else {
      report.note("its lower line has \(lower.count) values, its upper \(upper.count); it is not drawn")
      return []
    }
    let ends = zip(lower, upper).map { Extent.isDrawable($0) && Extent.isDrawable($1) ? $1 : .nan }
    guard report.check(x: x, y: ends) else { return [] }
    return [.area(x: x, lower: lower, upper: upper)]
  }
}
