// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Bars, upright or lying, on a common foot or on top of each other.
///
/// ```swift
/// Bars(0..<24, percentPerLayer).fill([0.7, 0.7, 0.9]).edge(.black)
/// Bars(["the", "an"], counts)                                    // over names
/// Bars(names, second, base: first)                               // on top of others
/// Bars(names, scores).horizontal()
/// ```
/// Bars that are NaN or infinite are left out, and a note says how many.
public struct Bars: Mark {
  public var style = MarkStyle()
  private let positions: Positions
  private let heights: [Double]
  private let base: [Double]?
  private let width: Double
  private var shift = 0.0
  private var isHorizontal = false

  /// - Parameters:
  ///   - width: in units of x; bars are centred on their x.
  ///   - base: where each bar begins, 0 if nothing is said; heights are measured from there.
  public init(_ x: some PlotData, _ heights: some PlotData, width: Double = 0.8, base: [Double]? = nil) {
    self.init(.numbers(x.plotValues), heights.plotValues, width, base)
  }

  /// Bars over names, which take the places 0, 1, 2 … of the axis in order of appearance, repeated ones each time.
  public init(_ names: [String], _ heights: some PlotData, width: Double = 0.8, base: [Double]? = nil) {
    self.init(.names(names), heights.plotValues, width, base)
  }

  /// Bars at 0, 1, 2 and so on.
  public init(_ heights: some PlotData, width: Double = 0.8) {
    let values = heights.plotValues
    self.init(.numbers((0..<values.count).map(Double.init)), values, width, nil)
    if let problem = heights.tableProblem {
      style.refuse(problem + ": draw its rows or columns one by one, or a Heatmap")
    }
  }

  private init(_ positions: Positions, _ heights: [Double], _ width: Double, _ base: [Double]?) {
    self.positions = positions
    self.heights = heights
    self.base = base
    self.width = abs(width)
  }

  /// Bars that grow to the right from the y axis.
  public func horizontal() -> Bars {
    var copy = self
    copy.isHorizontal = true
    return copy
  }

  /// Moves all bars along their axis, in its units: bars of several series side by side.
  public func shifted(by shift: Double) -> Bars {
    var copy = self
    copy.shift = shift.isFinite ? shift : 0
    return copy
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    let x = report.numbers(positions, on: isHorizontal ? \.yNames : \.xNames)
    guard report.check(x: x, y: heights) else { return [] }
    guard Extent.isDrawable(width) else {
      report.note("its bars are \(width) wide; it is not drawn")
      return []
    }
    if let base, base.count != heights.count {
      report.note("\(heights.count) heights and \(base.count) bases; it is not drawn")
      return []
    }
    let boxes = x.indices.compactMap { i -> MarkShape.Box? in
      let foot = base?[i] ?? 0
      guard Extent.isDrawable(x[i]), Extent.isDrawable(heights[i]), Extent.isDrawable(foot) else { return nil }
      let center = x[i] + shift
      return MarkShape.Box(
        x: center - width / 2...center + width / 2, foot: foot, top: foot + heights[i], isHorizontal: isHorizontal)
    }
    return [.boxes(boxes)]
  }
}
