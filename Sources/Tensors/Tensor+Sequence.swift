// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor: Sequence {
  /// Iterates over the elements in row order, whatever the shape; for rows use ``rows``.
  @inlinable
  public func makeIterator() -> Iterator { Iterator(contiguous()) }

  @inlinable public var underestimatedCount: Int { count }

  public struct Iterator: IteratorProtocol {
    @usableFromInline let tensor: Tensor
    @usableFromInline var position = 0

    @usableFromInline
    init(_ tensor: Tensor) { self.tensor = tensor }

    @inlinable
    public mutating func next() -> Scalar? {
      guard position < tensor.count else { return nil }
      defer { position += 1 }
      return withExtendedLifetime(tensor.storage) { tensor.storage.base[tensor.offset + position] }
    }
  }

  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }

  /// The parts along the first axis, for example the rows of a matrix. They share this tensor's memory.
  public var rows: [Tensor] {
    guard rank > 0 else { trap("rows: a value without axes has no rows") }
    let (innerShape, innerStrides) = (Array(shape.dropFirst()), Array(strides.dropFirst()))
    return (0..<shape[0]).map {
      Tensor(storage: storage, offset: offset + $0 * strides[0], shape: innerShape, strides: innerStrides)
    }
  }

  /// The elements one by one through `transform`; the shape stays.
  @inlinable
  public func mapElements<Result>(_ transform: (Scalar) throws -> Result) rethrows -> Tensor<Result> {
    try withUnsafeBufferPointer { Tensor<Result>(try $0.map(transform), shape: shape) }
  }
}

extension Tensor: Equatable {
  /// Same shape and same elements; as always NaN is not equal to itself. For elements one by one use `.==`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.shape == b.shape else { return false }
    return a.withUnsafeBufferPointer { left in
      b.withUnsafeBufferPointer { right in
        for index in left.indices where left[index] != right[index] { return false }
        return true
      }
    }
  }
}
