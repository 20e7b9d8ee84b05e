// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A number that can be drawn.
public protocol PlotScalar {
  var plotValue: Double { get }
}

extension Double: PlotScalar { public var plotValue: Double { self } }
extension Float: PlotScalar { public var plotValue: Double { Double(self) } }
extension Int: PlotScalar { public var plotValue: Double { Double(self) } }
extension Int32: PlotScalar { public var plotValue: Double { Double(self) } }
extension Int64: PlotScalar { public var plotValue: Double { Double(self) } }
extension UInt8: PlotScalar { public var plotValue: Double { Double(self) } }

/// A sequence of numbers that can be drawn: arrays, slices, ranges, strides, tensors.
public protocol PlotData {
  var plotValues: [Double] { get }
  /// The lengths of the axes of a tensor; nil for a plain row of numbers.
  var plotShape: [Int]? { get }
}

extension PlotData {
  public var plotShape: [Int]? { nil }

  /// What keeps the numbers from being one row, in words: the rows of a table are not to be strung together.
  var tableProblem: String? {
    guard let shape = plotShape, shape.count(where: { $0 != 1 }) > 1 else { return nil }
    let sizes = shape.map(String.init).joined(separator: " × ")
    return "a tensor of shape \(sizes) is a table, not a row of values"
  }
}

extension Sequence where Element: PlotScalar {
  public var plotValues: [Double] { (self as? [Double]) ?? map { $0.plotValue } }
}

extension Array: PlotData where Element: PlotScalar {}
extension ArraySlice: PlotData where Element: PlotScalar {}
extension ContiguousArray: PlotData where Element: PlotScalar {}
extension Range: PlotData where Bound == Int {}
extension ClosedRange: PlotData where Bound == Int {}
extension StrideTo: PlotData where Element: PlotScalar {}
extension StrideThrough: PlotData where Element: PlotScalar {}
