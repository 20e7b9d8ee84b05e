// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tracked {
  /// The sum of all elements, a single number.
  public func sum() -> Tracked {
    let shape = shape
    return .recorded(Tensor(scalar: value.sum()), "sum", [self]) { gradient, inputs in
      inputs[0].accumulate(Tensor(repeating: gradient.item, shape: shape))
    }
  }

  /// The mean of all elements, a single number.
  public func mean() -> Tracked {
    let (shape, count) = (shape, Scalar(count))
    return .recorded(Tensor(scalar: value.mean()), "mean", [self]) { gradient, inputs in
      inputs[0].accumulate(Tensor(repeating: gradient.item / count, shape: shape))
    }
  }

  /// Sums along one axis, which vanishes or, with `keepingDimensions`, stays with length 1.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tracked {
    let shape = shape
    let kept = shape.replacing(resolve(axis: axis, rank: rank, operation: "sum"), with: 1)
    let sums = value.sum(axis: axis, keepingDimensions: keepingDimensions)
    return .recorded(sums, "sum", [self]) { gradient, inputs in
      inputs[0].accumulate(gradient.reshaped(kept).broadcast(to: shape))
    }
  }

  /// Means along one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tracked {
    let length = shape[resolve(axis: axis, rank: rank, operation: "mean")]
    return sum(axis: axis, keepingDimensions: keepingDimensions) / Scalar(length)
  }

  /// Mean squared distances from the mean along one axis.
  /// - Parameter ddof: what is subtracted from the number of elements in the divisor: 0 as in NumPy; torch's default is 1.
  public func variance(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tracked {
    let length = shape[resolve(axis: axis, rank: rank, operation: "variance")]
    let centred = self - mean(axis: axis, keepingDimensions: true)
    let squares = (centred * centred).sum(axis: axis, keepingDimensions: keepingDimensions)
    return squares / Scalar(Swift.max(length - ddof, 0))
  }

  /// The largest elements along one axis; the gradient goes to the first of them.
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tracked {
    let axis = resolve(axis: axis, rank: rank, operation: "max")
    let positions = value.argmax(axis: axis, keepingDimensions: true)
    let largest = gathered(positions, axis: axis)
    return keepingDimensions ? largest : largest.reshaped(shape.removing(axis))
  }

  /// The smallest elements along one axis; the gradient goes to the first of them.
  public func min(axis: Int, keepingDimensions: Bool = false) -> Tracked {
    -(-self).max(axis: axis, keepingDimensions: keepingDimensions)
  }
}

extension [Int] {
  func replacing(_ axis: Int, with length: Int) -> [Int] {
    var shape = self
    shape[axis] = length
    return shape
  }

  func removing(_ axis: Int) -> [Int] {
    var shape = self
    shape.remove(at: axis)
    return shape
  }
}
