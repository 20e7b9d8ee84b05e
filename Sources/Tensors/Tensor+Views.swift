// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor {
  /// The same elements in row order under another shape; one length may be -1 and is then computed.
  ///
  /// Shares memory if the elements are contiguous. Traps where the numbers of elements differ.
  public func reshaped(_ shape: Int...) -> Tensor { reshaped(shape) }

  public func reshaped(_ newShape: [Int]) -> Tensor {
    var target = newShape
    if let open = target.firstIndex(of: -1) {
      let known = target.enumerated().reduce(1) { $1.offset == open ? $0 : $0 * $1.element }
      target[open] = known == 0 ? 0 : count / known
    }
    guard target.reduce(1, *) == count, target.allSatisfy({ $0 >= 0 }) else {
      trap(
        "reshaped: \(count) elements (shape \(describe(shape: shape))) do not fit the shape "
          + describe(shape: newShape))
    }
    let source = contiguous()
    return Tensor(
      storage: source.storage, offset: source.offset, shape: target, strides: rowMajorStrides(target))
  }

  /// All elements along one axis, in row order.
  public func flattened() -> Tensor { reshaped([count]) }

  /// The axes in reverse order; for a matrix its transpose. Shares memory.
  public var transposed: Tensor { permuted(Array((0..<rank).reversed())) }

  /// The axes in another order, as NumPy's `transpose(axes)`. Shares memory.
  public func permuted(_ axes: Int...) -> Tensor { permuted(axes) }

  public func permuted(_ axes: [Int]) -> Tensor {
    let order = axes.map { resolve(axis: $0, rank: rank, operation: "permuted") }
    guard order.sorted() == Array(0..<rank) else {
      trap("permuted: \(axes) does not name each of the \(rank) axes once")
    }
    return Tensor(storage: storage, offset: offset, shape: order.map { shape[$0] }, strides: order.map { strides[$0] })
  }

  /// Without axes of length 1, or without the given one. Shares memory.
  public func squeezed(axis: Int? = nil) -> Tensor {
    let chosen = axis.map { resolve(axis: $0, rank: rank, operation: "squeezed") }
    if let chosen, shape[chosen] != 1 {
      trap("squeezed: axis \(chosen) of shape \(describe(shape: shape)) has length \(shape[chosen]), not 1")
    }
    let kept = shape.indices.filter { shape[$0] != 1 || (chosen != nil && $0 != chosen) }
    return Tensor(storage: storage, offset: offset, shape: kept.map { shape[$0] }, strides: kept.map { strides[$0] })
  }

  /// The only element of a tensor that has exactly one.
  public var item: Scalar {
    guard count == 1 else { trap("item: the tensor has \(count) elements (shape \(describe(shape: shape))), not one") }
    return withExtendedLifetime(storage) { base.pointee }
  }
}
