// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Which colour stands for which number: what a colorbar explains.
public struct ColorScale: Hashable, Sendable {
  public var colormap: Colormap
  /// The values at the ends of the map.
  public var range: ClosedRange<Double>

  public init(_ colormap: Colormap, range: ClosedRange<Double>) {
    self.colormap = colormap
    self.range = range
  }

  /// The colour of a value; of one outside the range that of its nearer end, transparent for NaN.
  public func color(of value: Double) -> Color { index(of: value).map { colormap.colors[$0] } ?? .clear }

  /// The entry of the map for a value, nil for NaN.
  func index(of value: Double) -> Int? {
    let width = range.upperBound - range.lowerBound
    return colormap.index(at: width > 0 ? (value - range.lowerBound) / width : value.isNaN ? .nan : 0.5)
  }

  /// From the smallest to the largest finite value.
  static func range(of values: [Double]) -> ClosedRange<Double> {
    var extent = Extent()
    extent.include(values)
    if extent.isEmpty { return 0...1 }
    return extent.low < extent.high ? extent.low...extent.high : extent.low - 0.5...extent.high + 0.5
  }
}

/// Colours of markers, one a point.
struct ColorValues: Hashable, Sendable {
  var values: [Double]
  var scale: ColorScale
}
