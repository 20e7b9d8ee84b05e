// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A line of level pieces: the value holds from one x to the next.
public struct Step: Mark {
  /// Where the line changes from one value to the next.
  public enum Change: Hashable, Sendable {
    /// At the x of the earlier point: a value holds up to its own x.
    case pre
    /// Half-way between the points.
    case mid
    /// At the x of the later point: a value holds from its own x on.
    case post
  }

  public var style: MarkStyle
  private let x: [Double]
  private let y: [Double]
  private let change: Change

  public init(_ x: some PlotData, _ y: some PlotData, _ format: Format? = nil, where change: Change = .pre) {
    self.x = x.plotValues
    self.y = y.plotValues
    self.change = change
    style = MarkStyle(format)
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard report.check(x: x, y: y) else { return [] }
    var (xs, ys): ([Double], [Double]) = ([], [])
    for i in x.indices {
      if i > 0 {
        switch change {
        case .pre:
          xs.append(x[i - 1])
          ys.append(y[i])
        case .mid:
          let middle = (x[i - 1] + x[i]) / 2
          xs += [middle, middle]
          ys += [y[i - 1], y[i]]
        case .post:
          xs.append(x[i])
          ys.append(y[i - 1])
        }
      }
      xs.append(x[i])
      ys.append(y[i])
    }
    return style.marker == nil ? [.line(x: xs, y: ys)] : [.line(x: xs, y: ys), .points(x: x, y: y)]
  }
}
