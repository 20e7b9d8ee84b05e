// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// NaN wins in all of these, as in NumPy: an extreme of data with a NaN is NaN, its position that of the first NaN.

/// `a` is less than `b`, or NaN where `b` is not; integers are always equal to themselves.
@inline(__always)
private func precedes<Scalar: Comparable>(_ a: Scalar, _ b: Scalar) -> Bool { a < b || (a != a && b == b) }

@inline(__always)
private func follows<Scalar: Comparable>(_ a: Scalar, _ b: Scalar) -> Bool { a > b || (a != a && b == b) }

/// The position of the first element that beats all others, along a line of elements `step` apart.
@inline(__always)
private func firstPosition<Scalar>(
  _ line: UnsafePointer<Scalar>, _ count: Int, _ step: Int, _ beats: (Scalar, Scalar) -> Bool
) -> Int {
  var (best, position) = (line[0], 0)
  for i in 1..<Swift.max(count, 1) where beats(line[i * step], best) { (best, position) = (line[i * step], i) }
  return position
}

extension Tensor where Scalar: Comparable {
  /// The smallest element. Traps on an empty tensor.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func min() -> Scalar {
    refuseEmpty(count, "min")
    return withUnsafeBufferPointer { elements in
      var best = elements[0]
      for element in elements { best = precedes(element, best) ? element : best }
      return best
    }
  }

  /// The smallest elements along one axis. Traps where the axis is empty.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func min(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "min")
    refuseEmpty(reduction.length, "min")
    return reduction.fold { precedes($1, $0) ? $1 : $0 }
  }

  /// Where the first smallest element is, counted in row order. Traps on an empty tensor.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func argmin() -> Int {
    refuseEmpty(count, "argmin")
    return withUnsafeBufferPointer { firstPosition($0.baseAddress!, $0.count, 1, precedes) }
  }

  /// Where the first smallest element is along one axis. Traps where the axis is empty.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func argmin(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "argmin")
    refuseEmpty(reduction.length, "argmin")
    return reduction.mapLines { firstPosition($0, $1, $2, precedes) }
  }

  /// The largest element. Traps on an empty tensor.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func max() -> Scalar {
    refuseEmpty(count, "max")
    return withUnsafeBufferPointer { elements in
      var best = elements[0]
      for element in elements { best = follows(element, best) ? element : best }
      return best
    }
  }

  /// The largest elements along one axis. Traps where the axis is empty.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "max")
    refuseEmpty(reduction.length, "max")
    return reduction.fold { follows($1, $0) ? $1 : $0 }
  }

  /// Where the first largest element is, counted in row order. Traps on an empty tensor.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func argmax() -> Int {
    refuseEmpty(count, "argmax")
    return withUnsafeBufferPointer { firstPosition($0.baseAddress!, $0.count, 1, follows) }
  }

  /// Where the first largest element is along one axis. Traps where the axis is empty.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func argmax(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "argmax")
    refuseEmpty(reduction.length, "argmax")
    return reduction.mapLines { firstPosition($0, $1, $2, follows) }
  }

  private func refuseEmpty(_ count: Int, _ operation: String) {
    if count == 0 { trap("\(operation): no elements to choose from (shape \(describe(shape: shape)))") }
  }
}
