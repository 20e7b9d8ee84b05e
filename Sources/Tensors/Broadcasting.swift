// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The common shape of two operands by NumPy's rule: axes are matched from the last; a length of 1 stretches.
package func broadcastShape(_ a: [Int], _ b: [Int], operation: String) -> [Int] {
  let rank = max(a.count, b.count)
  var result = [Int](repeating: 1, count: rank)
  for axis in 0..<rank {
    let x = axis < rank - a.count ? 1 : a[axis - (rank - a.count)]
    let y = axis < rank - b.count ? 1 : b[axis - (rank - b.count)]
    guard x == y || x == 1 || y == 1 else {
      trap(
        "\(operation): shapes \(describe(shape: a)) and \(describe(shape: b)) do not fit: "
          + "matched from the last axis, lengths must be equal or one of them 1 (here \(x) and \(y)); "
          + "insert an axis with [..., newAxis] or reshape")
    }
    result[axis] = x == 1 ? y : x
  }
  return result
}

extension Tensor {
  /// The tensor seen as `shape`, without a copy: missing axes in front and axes of length 1 are repeated (NumPy's
  /// `broadcast_to`).
  public func broadcast(to shape: [Int]) -> Tensor { broadcast(to: shape, operation: "broadcast") }

  package func broadcast(to target: [Int], operation: String) -> Tensor {
    if target == shape { return self }
    guard target.count >= rank, broadcastShape(shape, target, operation: operation) == target else {
      trap("\(operation): shape \(describe(shape: shape)) does not stretch to \(describe(shape: target))")
    }
    return Tensor(storage: storage, offset: offset, shape: target, strides: broadcastStrides(to: target))
  }

  /// Strides of this tensor's elements when walked in the larger shape `target`, which it is known to fit.
  func broadcastStrides(to target: [Int]) -> [Int] {
    let missing = target.count - rank
    return target.indices.map { axis in
      axis < missing || shape[axis - missing] == 1 ? 0 : strides[axis - missing]
    }
  }
}
