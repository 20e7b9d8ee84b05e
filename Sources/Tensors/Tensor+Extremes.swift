// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

// NaN wins in all of these, as in NumPy: an extreme of data with a NaN is NaN, its position that of the first NaN.

/// Which end of the order is looked for, and the loops that find it.
enum Extreme {
  case least, greatest

  var reduction: martlet_reduction_operation { self == .least ? MARTLET_LEAST : MARTLET_GREATEST }
  var rows: martlet_binary_operation { self == .least ? MARTLET_MINIMUM : MARTLET_MAXIMUM }

  /// `a` comes before `b`, or is NaN where `b` is not; whole numbers are always equal to themselves.
  @inline(__always)
  func beats<Scalar: Comparable>(_ a: Scalar, _ b: Scalar) -> Bool {
    (self == .least ? a < b : a > b) || (a != a && b == b)
  }
}

extension Tensor where Scalar: Comparable {
  /// The smallest element. Traps on an empty tensor.
  public func min() -> Scalar { extreme(.least, "min") }

  /// The smallest elements along one axis. Traps where the axis is empty.
  public func min(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    extremes(.least, axis, keepingDimensions, "min")
  }

  /// Where the first smallest element is, counted in row order. Traps on an empty tensor.
  public func argmin() -> Int { position(.least, "argmin") }

  /// Where the first smallest element is along one axis. Traps where the axis is empty.
  public func argmin(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    positions(.least, axis, keepingDimensions, "argmin")
  }

  /// The largest element. Traps on an empty tensor.
  public func max() -> Scalar { extreme(.greatest, "max") }

  /// The largest elements along one axis. Traps where the axis is empty.
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    extremes(.greatest, axis, keepingDimensions, "max")
  }

  /// Where the first largest element is, counted in row order. Traps on an empty tensor.
  public func argmax() -> Int { position(.greatest, "argmax") }

  /// Where the first largest element is along one axis. Traps where the axis is empty.
  public func argmax(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    positions(.greatest, axis, keepingDimensions, "argmax")
  }

  private func extreme(_ end: Extreme, _ name: String) -> Scalar {
    refuseEmpty(count, name)
    if let value = reducedWhole(end.reduction, name) { return value }
    return reduce(first { _ in true }!) { end.beats($1, $0) ? $1 : $0 }
  }

  private func extremes(_ end: Extreme, _ axis: Int, _ keepingDimensions: Bool, _ name: String) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: name)
    refuseEmpty(reduction.length, name)
    return reduction.reduced(end.reduction, end.rows, name) { end.beats($1, $0) ? $1 : $0 }
  }

  private func position(_ end: Extreme, _ name: String) -> Int {
    refuseEmpty(count, name)
    return flattened().positions(end, 0, false, name).item
  }

  private func positions(_ end: Extreme, _ axis: Int, _ keepingDimensions: Bool, _ name: String) -> Tensor<Int> {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: name)
    refuseEmpty(reduction.length, name)
    if reduction.inner == 1, let kernel = Kernels.linePositions(end, Scalar.self) {
      return reduction.mapAllLines { source, lines, length, target in
        target.withMemoryRebound(to: Int64.self, capacity: lines) { kernel(source, lines, length, $0) }
      }
    }
    if reduction.length <= Int(UInt32.max), let kernel = Kernels.columnPositions(end, Scalar.self) {
      return reduction.mapColumns { source, rows, stride, width, target, _ in
        target.withMemoryRebound(to: Int64.self, capacity: width) { kernel(source, rows, stride, width, $0) }
      }
    }
    return reduction.mapColumns { source, rows, stride, width, target, _ in
      positionsInColumns(source, rows, stride, width, target, end)
    }
  }

  private func refuseEmpty(_ count: Int, _ operation: String) {
    if count == 0 { trap("\(operation): no elements to choose from (shape \(describe(shape: shape)))") }
  }
}

/// Walks rows from the first to the last and keeps the best of each column so far.
private func positionsInColumns<Scalar: TensorScalar & Comparable>(
  _ source: UnsafePointer<Scalar>, _ rows: Int, _ stride: Int, _ width: Int, _ target: UnsafeMutablePointer<Int>,
  _ end: Extreme
) {
  withUnsafeTemporaryAllocation(of: Scalar.self, capacity: width) { best in
    for k in 0..<width { (best[k], target[k]) = (source[k], 0) }
    for row in 1..<Swift.max(rows, 1) {
      let line = source + row * stride
      for k in 0..<width where end.beats(line[k], best[k]) { (best[k], target[k]) = (line[k], row) }
    }
  }
}
