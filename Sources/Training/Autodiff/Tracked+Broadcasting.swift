// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tensor where Scalar: DifferentiableScalar {
  /// The way back of broadcasting: sums over the axes along which a value of shape `shape` was repeated.
  func summed(to shape: [Int]) -> Tensor {
    guard shape != self.shape else { return self }
    let missing = rank - shape.count
    var result = self
    if missing > 0 {
      let rest = Array(self.shape[missing...])
      result = reshaped([self.shape[..<missing].reduce(1, *)] + rest).sum(axis: 0)
    }
    for axis in shape.indices where shape[axis] == 1 && result.shape[axis] != 1 {
      result = result.sum(axis: axis, keepingDimensions: true)
    }
    return result
  }
}
