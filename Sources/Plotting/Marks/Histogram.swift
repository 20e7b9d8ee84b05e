// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How often values fall into bins, as bars or as a line.
///
/// ```swift
/// Histogram(category0, bins: 100, as: .line).lineWidth(3).label("Category 0")
/// ```
/// Bins are half open except the last, which is closed, as in NumPy. Values that are NaN or infinite are left out.
public struct Histogram: Mark {
  /// What the height says.
  public enum Statistic: Hashable, Sendable {
    /// Values in the bin.
    case count
    /// Share of the values divided by the width of the bin: the area is 1.
    case density
  }

  public enum Drawing: Hashable, Sendable { case bars, line }

  /// Where in its bin a line has its vertex.
  public enum Anchor: Hashable, Sendable { case leading, center }

  public var style = MarkStyle()
  private let values: [Double]
  private let bins: Bins
  private let statistic: Statistic
  private let drawing: Drawing
  private var anchor = Anchor.center

  public init(
    _ values: some PlotData, bins: Bins = .auto, statistic: Statistic = .count, as drawing: Drawing = .bars
  ) {
    self.values = values.plotValues
    self.bins = bins
    self.statistic = statistic
    self.drawing = drawing
  }

  /// Puts the vertices of a line at the left edge of the bins instead of the middle.
  public func anchor(_ anchor: Anchor) -> Histogram {
    var copy = self
    copy.anchor = anchor
    return copy
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    let finite = values.allSatisfy(Extent.isDrawable) ? values : values.filter(Extent.isDrawable)
    if finite.count < values.count {
      report.note("\(values.count - finite.count) of \(values.count) values are NaN or infinite and left out")
    }
    guard !finite.isEmpty else {
      report.note("no values")
      return []
    }
    if let problem = bins.problem {
      report.note(problem + "; it is not drawn")
      return []
    }
    let (counts, edges) = bins.histogram(of: finite)
    let total = counts.reduce(0, +)
    let heights = counts.indices.map { i in
      statistic == .count || total == 0 ? counts[i] : counts[i] / total / (edges[i + 1] - edges[i])
    }
    switch drawing {
    case .bars:
      return [.boxes(heights.indices.map { .init(x: edges[$0]...edges[$0 + 1], top: heights[$0]) })]
    case .line:
      let x = heights.indices.map { anchor == .leading ? edges[$0] : (edges[$0] + edges[$0 + 1]) / 2 }
      return style.marker == nil ? [.line(x: x, y: heights)] : [.line(x: x, y: heights), .points(x: x, y: heights)]
    }
  }
}
