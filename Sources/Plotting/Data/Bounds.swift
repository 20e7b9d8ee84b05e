// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Limits of an axis; a side that is nil follows the data.
public struct Bounds: Hashable, Sendable {
  public var lower: Double?
  public var upper: Double?

  public init(lower: Double? = nil, upper: Double? = nil) {
    self.lower = lower
    self.upper = upper
  }
}

/// A range that sets limits: `0...5`, `-100...`, `...1`.
public protocol BoundsConvertible {
  var bounds: Bounds { get }
}

extension Bounds: BoundsConvertible { public var bounds: Bounds { self } }

extension ClosedRange: BoundsConvertible where Bound: PlotScalar {
  public var bounds: Bounds { Bounds(lower: lowerBound.plotValue, upper: upperBound.plotValue) }
}

extension Range: BoundsConvertible where Bound: PlotScalar {
  public var bounds: Bounds { Bounds(lower: lowerBound.plotValue, upper: upperBound.plotValue) }
}

extension PartialRangeFrom: BoundsConvertible where Bound: PlotScalar {
  public var bounds: Bounds { Bounds(lower: lowerBound.plotValue) }
}

extension PartialRangeThrough: BoundsConvertible where Bound: PlotScalar {
  public var bounds: Bounds { Bounds(upper: upperBound.plotValue) }
}

extension PartialRangeUpTo: BoundsConvertible where Bound: PlotScalar {
  public var bounds: Bounds { Bounds(upper: upperBound.plotValue) }
}
