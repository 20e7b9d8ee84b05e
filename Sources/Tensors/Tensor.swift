// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// An array of any number of axes, with value semantics.
///
/// ```swift
/// var data = RandomState(seed: 1).randn(200, 3000)
/// data[100..., ...] += 5
/// data.mean(axis: 0)[..<3]
/// ```
/// Copies and slices share memory until one of them is written to. Elements are stored row after row (C order) unless
/// the tensor is a view of another. Names, broadcasting and results are NumPy's where Swift has none of its own;
/// shapes that do not fit end the cell with a message that names the operation and both shapes.
public struct Tensor<Scalar: TensorScalar>: Sendable {
  @usableFromInline var storage: TensorStorage<Scalar>
  /// Where the first element lies in the storage.
  @usableFromInline var offset: Int

  /// The length of each axis; empty for a single value without axes.
  public internal(set) var shape: [Int]
  /// How many elements lie between neighbours along each axis; 0 where one element is repeated by broadcasting.
  public internal(set) var strides: [Int]
  /// The number of elements.
  public internal(set) var count: Int

  /// The number of axes.
  @inlinable public var rank: Int { shape.count }
  public var isEmpty: Bool { count == 0 }

  init(storage: TensorStorage<Scalar>, offset: Int, shape: [Int], strides: [Int]) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    self.strides = strides
    count = shape.reduce(1, *)
  }

  /// Memory in row order whose content is undefined until written.
  package init(uninitialized shape: [Int]) {
    for length in shape where length < 0 {
      trap("Tensor: an axis cannot have length \(length) (shape \(describe(shape: shape)))")
    }
    let storage = TensorStorage<Scalar>(uninitialized: shape.reduce(1, *))
    self.init(storage: storage, offset: 0, shape: shape, strides: rowMajorStrides(shape))
  }

  /// The same, where strides (in row order) and count are known already.
  init(uninitialized shape: [Int], strides: [Int], count: Int) {
    storage = TensorStorage(uninitialized: count)
    offset = 0
    self.shape = shape
    self.strides = strides
    self.count = count
  }

  /// The elements lie next to each other in row order.
  public var isContiguous: Bool {
    var expected = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      if shape[axis] == 1 { continue }
      if strides[axis] != expected { return count == 0 }
      expected *= shape[axis]
    }
    return true
  }

  /// The address of the first element; valid while `storage` lives.
  package var base: UnsafeMutablePointer<Scalar> { storage.base + offset }
}

/// The strides of a freshly made tensor: the last axis is the fastest.
func rowMajorStrides(_ shape: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in stride(from: shape.count - 2, through: 0, by: -1) { strides[axis] = strides[axis + 1] * shape[axis + 1] }
  return strides
}
