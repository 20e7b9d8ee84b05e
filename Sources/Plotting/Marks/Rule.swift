// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A straight line across the whole plot.
public struct Rule: Mark {
  public var style = MarkStyle()
  private let shape: MarkShape
  private let value: Double

  /// A vertical line.
  public init(x: Double) {
    shape = .verticalRule(x)
    value = x
  }

  /// A horizontal line.
  public init(y: Double) {
    shape = .horizontalRule(y)
    value = y
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    guard Extent.isDrawable(value) else {
      report.note("its place is \(value); it is not drawn")
      return []
    }
    return [shape]
  }
}
