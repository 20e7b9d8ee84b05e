// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The uncertainty of points, as strokes with caps.
///
/// ```swift
/// Points(layers, accuracy, "ks").label("TEST")
/// ErrorBars(layers, accuracy, error: standardError)
/// ```
/// Lengths that differ are not drawn, negative and missing errors are left out; a note says so.
public struct ErrorBars: Mark {
  public var style = MarkStyle()
  private let x: [Double]
  private let y: [Double]
  private let lower: [Double]
  private let upper: [Double]
  private let isHorizontal: Bool
  private var hasCaps = true

  /// From `y - error` to `y + error`.
  public init(_ x: some PlotData, _ y: some PlotData, error: some PlotData) {
    self.init(x, y, lower: error, upper: error)
  }

  /// From `y - lower` to `y + upper`.
  public init(_ x: some PlotData, _ y: some PlotData, lower: some PlotData, upper: some PlotData) {
    self.init(x.plotValues, y.plotValues, lower.plotValues, upper.plotValues, isHorizontal: false)
  }

  /// From `x - error` to `x + error`.
  public init(_ x: some PlotData, _ y: some PlotData, xError error: some PlotData) {
    self.init(x.plotValues, y.plotValues, error.plotValues, error.plotValues, isHorizontal: true)
  }

  private init(_ x: [Double], _ y: [Double], _ lower: [Double], _ upper: [Double], isHorizontal: Bool) {
    self.x = x
    self.y = y
    self.lower = lower
    self.upper = upper
    self.isHorizontal = isHorizontal
    style.color = .black
    style.lineWidth = 1
  }

  /// Strokes without the short lines at their ends.
  public func withoutCaps() -> ErrorBars {
    var copy = self
    copy.hasCaps = false
    return copy
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard report.check(x: x, y: y) else { return [] }
    guard lower.count == x.count, upper.count == x.count else {
      let counts = lower.count == upper.count ? "\(lower.count)" : "\(lower.count) and \(upper.count)"
      report.note("\(counts) errors for \(x.count) points; it is not drawn")
      return []
    }
    let usable = x.indices.filter { lower[$0] >= 0 && upper[$0] >= 0 && lower[$0].isFinite && upper[$0].isFinite }
    if usable.count < x.count {
      report.note("\(x.count - usable.count) of \(x.count) errors are negative, NaN or infinite and left out")
    }
    var (xs, ys, capX, capY): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for i in usable {
      let (dx, dy) = isHorizontal ? (1.0, 0.0) : (0.0, 1.0)
      let ends = [(x[i] - dx * lower[i], y[i] - dy * lower[i]), (x[i] + dx * upper[i], y[i] + dy * upper[i])]
      xs += ends.map(\.0) + [.nan]
      ys += ends.map(\.1) + [.nan]
      capX += ends.map(\.0)
      capY += ends.map(\.1)
    }
    let bars = MarkShape.line(x: xs, y: ys)
    return hasCaps ? [bars, .caps(x: capX, y: capY, isHorizontal: !isHorizontal)] : [bars]
  }
}
