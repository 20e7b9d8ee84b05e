// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor where Scalar == Bool {
  /// Where the mask is true: one list of positions for each axis, which together select the same elements. NumPy's
  /// `nonzero`.
  public func nonzero() -> [Tensor<Int>] {
    let flat = positions()
    var rest = flat
    var lists: [Tensor<Int>] = []
    for axis in (0..<rank).reversed() {
      let length = shape[axis]
      lists.insert(rest.mapElements { $0 % length }, at: 0)
      rest = rest.mapElements { $0 / length }
    }
    return lists
  }
}

extension Tensor where Scalar == Int {
  /// How often each of the numbers 0, 1, … occurs. NumPy's `bincount`. Traps on negative numbers.
  /// - Parameter minimumCount: how many counts there are at least.
  public func bincount(minimumCount: Int = 0) -> Tensor<Int> {
    if !isEmpty, min() < 0 { trap("bincount: the numbers must not be negative, but one is \(min())") }
    var counts = [Int](repeating: 0, count: Swift.max(isEmpty ? 0 : max() + 1, minimumCount))
    withUnsafeBufferPointer { for value in $0 { counts[value] += 1 } }
    return Tensor(counts)
  }
}

extension Tensor where Scalar: Hashable {
  /// Which elements are among those of another tensor. NumPy's `isin`.
  public func isIn(_ others: Tensor) -> Tensor<Bool> {
    let known = Set(others)
    return mapElements { known.contains($0) }
  }
}

extension Tensor where Scalar: RealScalar {
  /// The mean of all elements with a weight each. NumPy's `average`. NaN where the weights sum to zero.
  public func average(weights: Tensor) -> Scalar { (self * weights).sum() / (weights.broadcast(to: shape)).sum() }

  /// Means along one axis with a weight for each place on it.
  public func average(weights: Tensor, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let axis = resolve(axis: axis, rank: rank, operation: "average")
    var along = [Int](repeating: 1, count: rank)
    along[axis] = shape[axis]
    guard weights.shape == shape || weights.shape == [shape[axis]] else {
      trap(
        "average: weights of shape \(describe(shape: weights.shape)) do not fit axis \(axis) of shape "
          + describe(shape: shape))
    }
    let whole = (weights.shape == shape ? weights : weights.reshaped(along)).broadcast(to: shape)
    return (self * whole).sum(axis: axis, keepingDimensions: keepingDimensions)
      / whole.sum(axis: axis, keepingDimensions: keepingDimensions)
  }

  /// Whether all elements are as close to those of another tensor as `absolute + relative * |other|`. NumPy's `allclose`.
  /// - Parameter equalNaN: whether NaN counts as close to NaN.
  public func isClose(
    to other: Tensor, relative: Scalar = 1e-5, absolute: Scalar = 1e-8, equalNaN: Bool = false
  ) -> Bool {
    let (a, b) = (self, other.broadcast(to: shape))
    return zip(a, b).allSatisfy { x, y in
      x == y || (equalNaN && x.isNaN && y.isNaN)
        || (y.isFinite && Swift.abs(x - y) <= absolute + relative * Swift.abs(y))
    }
  }

  /// 0 for NaN (or another number), the largest finite numbers for infinities. NumPy's `nan_to_num`.
  public func replacingNaN(with value: Scalar = 0) -> Tensor {
    let limit = Scalar.greatestFiniteMagnitude
    return replacing(with: value, where: elementwise(self, self, "replacingNaN", Unequal())).clipped(to: -limit...limit)
  }
}
