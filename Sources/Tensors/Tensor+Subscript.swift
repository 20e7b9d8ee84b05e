// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor {
  /// One element of a tensor with one axis; negative positions count from the end.
  ///
  /// A row of a matrix is `matrix[3, ...]`.
  @inlinable
  public subscript(position: Int) -> Scalar {
    get {
      withExtendedLifetime(storage) { storage.base[elementOffset(position)] }
    }
    set {
      makeWritableFast()
      storage.base[elementOffset(position)] = newValue
    }
  }

  /// One element of a matrix: row, column.
  @inlinable
  public subscript(row: Int, column: Int) -> Scalar {
    get {
      withExtendedLifetime(storage) { storage.base[elementOffset(row, column)] }
    }
    set {
      makeWritableFast()
      storage.base[elementOffset(row, column)] = newValue
    }
  }

  /// One element of a tensor with three or more axes.
  public subscript(_ first: Int, _ second: Int, _ third: Int, _ rest: Int...) -> Scalar {
    get { selected(([first, second, third] + rest).map { .position($0) }).single(rest.count + 3, rank) }
    set {
      let positions: [AxisSelection] = ([first, second, third] + rest).map { .position($0) }
      if positions.count != rank { wrongRank(positions.count) }
      replace(positions, with: Tensor(scalar: newValue))
    }
  }

  private func single(_ positions: Int, _ rank: Int) -> Scalar {
    if positions != rank { wrongRank(positions) }
    return item
  }

  /// A part of the tensor; see ``TensorIndex`` for what an index can be. Ranges give views that share memory, lists and
  /// masks give copies. Assignment broadcasts.
  public subscript(_ indices: any TensorIndex...) -> Tensor {
    get { selected(indices.map(\.axisSelection)) }
    set { replace(indices.map(\.axisSelection), with: newValue) }
  }

  /// A part of the tensor, with whole axes first: `x[..., 0]`, `labels[..., newAxis]`.
  public subscript(_ ellipsis: UnboundedRange, _ indices: any TensorIndex...) -> Tensor {
    get { selected([.ellipsis] + indices.map(\.axisSelection)) }
    set { replace([.ellipsis] + indices.map(\.axisSelection), with: newValue) }
  }

  /// A part of the tensor, with whole axes after the first index: `x[3, ...]`.
  public subscript(_ first: any TensorIndex, _ ellipsis: UnboundedRange, _ indices: any TensorIndex...) -> Tensor {
    get { selected([first.axisSelection, .ellipsis] + indices.map(\.axisSelection)) }
    set { replace([first.axisSelection, .ellipsis] + indices.map(\.axisSelection), with: newValue) }
  }

  /// A part of the tensor that is set to one value: `coefficients[mask] = 0`. Read, the only element of a part.
  ///
  /// Optional, so that it can be assigned to but is never taken for a number in an expression: of `2 * x[..., newAxis]` the
  /// compiler would else make a product of numbers. Setting nil traps.
  @_disfavoredOverload
  public subscript(_ indices: any TensorIndex...) -> Scalar? {
    get { selected(indices.map(\.axisSelection)).item }
    set { replace(indices.map(\.axisSelection), with: Tensor(scalar: assigned(newValue))) }
  }

  @_disfavoredOverload
  public subscript(_ ellipsis: UnboundedRange, _ indices: any TensorIndex...) -> Scalar? {
    get { selected([.ellipsis] + indices.map(\.axisSelection)).item }
    set { replace([.ellipsis] + indices.map(\.axisSelection), with: Tensor(scalar: assigned(newValue))) }
  }

  @_disfavoredOverload
  public subscript(_ first: any TensorIndex, _ ellipsis: UnboundedRange, _ indices: any TensorIndex...) -> Scalar? {
    get { selected([first.axisSelection, .ellipsis] + indices.map(\.axisSelection)).item }
    set {
      replace(
        [first.axisSelection, .ellipsis] + indices.map(\.axisSelection), with: Tensor(scalar: assigned(newValue)))
    }
  }

  /// Replaces every element, also of a selection: `coefficients[mask].fill(0)`.
  public mutating func fill(_ value: Scalar) {
    self = Tensor(repeating: value, shape: shape)
  }
}

extension Tensor {
  @usableFromInline @inline(__always)
  func elementOffset(_ position: Int) -> Int {
    guard shape.count == 1 else { wrongRank(1) }
    let index = position < 0 ? position &+ shape[0] : position
    guard index >= 0 && index < shape[0] else { outside(position, axis: 0) }
    return offset &+ index &* strides[0]
  }

  @usableFromInline @inline(__always)
  func elementOffset(_ row: Int, _ column: Int) -> Int {
    guard shape.count == 2 else { wrongRank(2) }
    let i = row < 0 ? row &+ shape[0] : row
    let j = column < 0 ? column &+ shape[1] : column
    guard i >= 0 && i < shape[0] else { outside(row, axis: 0) }
    guard j >= 0 && j < shape[1] else { outside(column, axis: 1) }
    return offset &+ i &* strides[0] &+ j &* strides[1]
  }

  @usableFromInline @inline(__always)
  mutating func makeWritableFast() {
    if !isKnownUniquelyReferenced(&storage) || storage.isBorrowed || strides.contains(0) { makeWritable() }
  }

  @usableFromInline
  func wrongRank(_ positions: Int) -> Never {
    trap(
      "\(positions) integer\(positions == 1 ? "" : "s") in [] name one element of a tensor with as many axes, "
        + "but this one has \(rank) (shape \(describe(shape: shape))); for a part of it "
        + "write [\(positions == 1 ? "i" : "i, j"), ...]"
    )
  }

  @usableFromInline
  func outside(_ position: Int, axis: Int) -> Never {
    trap(
      "position \(position) is outside axis \(axis), which has length \(shape[axis]) (shape \(describe(shape: shape)))")
  }
}

/// The value that a part is set to.
private func assigned<Scalar>(_ value: Scalar?) -> Scalar {
  guard let value else { trap("subscript: a part of a tensor cannot be set to nil; set it to a value") }
  return value
}
