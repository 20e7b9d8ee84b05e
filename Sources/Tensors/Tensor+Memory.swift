// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

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
      if copyTransposed(tensor) { return }
      let loop = StridedLoop(shape: tensor.shape, tensor.strides, tensor.strides)
      let (step, size) = (loop.innerA, MemoryLayout<Pointee>.stride)
      loop.run { out, a, _, count in
        let (target, source) = (self + out, source + a)
        if [1, 2, 4, 8].contains(size) {
          martlet_gather_strided(source, step, target, count, size)
        } else {
          for i in 0..<count { target[i] = source[i &* step] }
        }
      }
    }
  }

  /// Where neighbours in memory are not those of the last axis but of another, both are walked in tiles.
  private func copyTransposed(_ tensor: Tensor<Pointee>) -> Bool {
    let last = tensor.rank - 1
    let size = MemoryLayout<Pointee>.stride
    guard last > 0, tensor.strides[last] != 1, tensor.count >= 1024, [1, 2, 4, 8].contains(size),
      let near = (0..<last).first(where: { tensor.strides[$0] == 1 && tensor.shape[$0] > 1 })
    else { return false }
    let (shape, strides, ours) = (tensor.shape, tensor.strides, rowMajorStrides(tensor.shape))
    let others = (0..<last).filter { $0 != near }
    let count = others.reduce(1) { $0 * shape[$1] }
    let (rows, columns) = (shape[last], shape[near])
    for index in 0..<count {
      var (rest, from, to) = (index, 0, 0)
      for axis in others.reversed() {
        from += rest % shape[axis] * strides[axis]
        to += rest % shape[axis] * ours[axis]
        rest /= shape[axis]
      }
      let (source, target) = (tensor.base + from, self + to)
      parallel(columns, grain: Swift.max(16, StridedLoop.grain / Swift.max(rows, 1))) {
        martlet_transpose(source, strides[last], target, ours[near], rows, $0.lowerBound, $0.upperBound, size)
      }
    }
    return true
  }
}
