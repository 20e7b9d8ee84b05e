// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor {
  /// The elements in row order as one block of memory; a view is copied first.
  /// - Complexity: O(1) for a contiguous tensor, else O(`count`).
  @inlinable
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    let tensor = contiguous()
    return try withExtendedLifetime(tensor.storage) {
      try body(UnsafeBufferPointer(start: tensor.storage.base + tensor.offset, count: tensor.count))
    }
  }

  /// The elements in row order as one block of memory that may be changed in place.
  @inlinable
  public mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    self = contiguous()
    makeWritable()
    return try body(UnsafeMutableBufferPointer(start: storage.base + offset, count: count))
  }

  /// The same values in row order without gaps; a copy only where the tensor is not so already.
  public func contiguous() -> Tensor { isContiguous ? self : copied() }

  /// Makes sure that writing changes no other tensor.
  @usableFromInline
  mutating func makeWritable() {
    if isKnownUniquelyReferenced(&storage) && !storage.isBorrowed && !repeatsElements { return }
    self = copied()
  }

  private var repeatsElements: Bool { zip(shape, strides).contains { $0 > 1 && $1 == 0 } }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  func copied() -> Tensor {
    let result = Tensor(uninitialized: shape)
    result.base.copyElements(from: self)
    return result
  }
}

extension UnsafeMutablePointer where Pointee: TensorScalar {
  /// Writes the elements of `tensor` here in row order.
  @inline(__always)
  func copyElements(from tensor: Tensor<Pointee>) {
    withExtendedLifetime(tensor.storage) {
      if tensor.isContiguous {
        update(from: tensor.base, count: tensor.count)
        return
      }
      let source = tensor.base
      let loop = StridedLoop(shape: tensor.shape, tensor.strides, tensor.strides)
      let step = loop.innerA
      loop.run { out, a, _, count in
        let (target, source) = (self + out, source + a)
        for i in 0..<count { target[i] = source[i &* step] }
      }
    }
  }
}
