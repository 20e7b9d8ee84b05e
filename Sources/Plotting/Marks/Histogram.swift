// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// How often values fall into bins, as bars or as a line.
///
/// ```swift
/// Histogram(category0, bins: 100, as: .line).lineWidth(3).label("Category 0")
/// ```
/// The bins are those of ``Statistics/histogram(_:bins:range:)``, which are NumPy's: half open except the last.
/// Values that are NaN or infinite are left out.
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
  /// Whether the values are of an integer type: automatic bins are then at least 1 wide.
  private let isInteger: Bool
  private let bins: BinRule
  private let statistic: Statistic
  private let drawing: Drawing
  private var anchor = Anchor.center

  public init(
    _ values: some PlotData, bins: BinRule = .auto, statistic: Statistic = .count, as drawing: Drawing = .bars
  ) {
    self.values = values.plotValues
    isInteger = values is [Int] || values is Tensor<Int>
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
      report.note(
        "\(values.count - finite.count) of \(values.count) values are \(MarkReport.undrawable(values)) and left out")
    }
    guard !finite.isEmpty else {
      report.note("no values")
      return []
    }
    if let problem = bins.problem {
      report.note(problem + "; it is not drawn")
      return []
    }
    let binned =
      isInteger ? histogram(Tensor<Int>(finite.map { Int($0) }), bins: bins) : histogram(Tensor(finite), bins: bins)
    let edges = Array(binned.edges)
    let heights = statistic == .count ? binned.counts.plotValues : Array(binned.density)
    switch drawing {
    case .bars:
      return [.boxes(heights.indices.map { .init(x: edges[$0]...edges[$0 + 1], top: heights[$0]) })]
    case .line:
      let x = heights.indices.map { anchor == .leading ? edges[$0] : (edges[$0] + edges[$0 + 1]) / 2 }
      return style.marker == nil ? [.line(x: x, y: heights)] : [.line(x: x, y: heights), .points(x: x, y: heights)]
    }
  }
}

extension BinRule {
  /// What is wrong with the rule, in words: in a figure a mistake costs one mark, not the cell.
  fileprivate var problem: String? {
    switch self {
    case .count(let count) where count < 1: return "\(count) bins asked for; there must be at least one"
    case .edges(let edges):
      if edges.count < 2 { return "\(edges.count) bin edges given; there must be at least two" }
      let values = Array(edges)
      return zip(values, values.dropFirst()).allSatisfy { $0 < $1 } ? nil : "bin edges must increase"
    default: return nil
    }
  }
}
