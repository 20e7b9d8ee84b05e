// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A marker at each point; a format that names a line joins them.
///
/// ```swift
/// Points(coefficients, effects, "ko").fill([0.7, 0.9, 0.7]).size(8).opacity(0.6)
/// ```
/// Points that are NaN or infinite are left out. x and y of unequal length are not drawn; a note says so.
public struct Points: Mark {
  public var style: MarkStyle
  let x: [Double]
  let y: [Double]

  public init(_ x: some PlotData, _ y: some PlotData, _ format: Format? = nil) {
    self.x = x.plotValues
    self.y = y.plotValues
    style = MarkStyle(format)
    if style.marker == nil { style.marker = .circle }
  }

  /// The values against their index, from 0.
  public init(_ y: some PlotData, _ format: Format? = nil) {
    let values = y.plotValues
    self.init((0..<values.count).map(Double.init), values, format)
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard report.check(x: x, y: y) else { return [] }
    return style.dash == nil ? [.points(x: x, y: y)] : [.line(x: x, y: y), .points(x: x, y: y)]
  }
}
