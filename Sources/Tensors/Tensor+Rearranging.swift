// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor {
  /// The elements along one axis in reverse order. NumPy's `flip`. Shares memory.
  public func flipped(axis: Int) -> Tensor {
    let axis = resolve(axis: axis, rank: rank, operation: "flipped")
    var strides = strides
    strides[axis] = -strides[axis]
    let last = Swift.max(shape[axis] - 1, 0) * self.strides[axis]
    return Tensor(storage: storage, offset: offset + last, shape: shape, strides: strides)
  }

  /// The elements moved along one axis; those that leave at one end come in at the other. NumPy's `roll`.
  public func rolled(_ distance: Int, axis: Int) -> Tensor {
    let axis = resolve(axis: axis, rank: rank, operation: "rolled")
    let length = shape[axis]
    guard length > 0 else { return self }
    let start = ((-distance % length) + length) % length
    let parts = split(at: [start], axis: axis)
    return concatenate([parts[1], parts[0]], axis: axis)
  }

  /// The whole tensor repeated side by side, so many times along each of the last axes. NumPy's `tile`.
  public func tiled(_ times: Int...) -> Tensor {
    if let bad = times.first(where: { $0 < 0 }) {
      trap("tiled: the number of times must not be negative, but is \(bad)")
    }
    var result = self
    for _ in 0..<Swift.max(times.count - rank, 0) { result = result[newAxis, ...] }
    for (axis, count) in zip((result.rank - times.count)..., times) {
      var (shape, strides) = (result.shape, result.strides)
      var target = shape
      target[axis] *= count
      shape.insert(count, at: axis)
      strides.insert(0, at: axis)
      result = Tensor(storage: result.storage, offset: result.offset, shape: shape, strides: strides).copied().reshaped(
        target)
    }
    return result
  }

  /// Two axes exchanged. NumPy's `swapaxes`. Shares memory.
  public func swappingAxes(_ a: Int, _ b: Int) -> Tensor {
    var order = Array(0..<rank)
    order.swapAt(
      resolve(axis: a, rank: rank, operation: "swappingAxes"), resolve(axis: b, rank: rank, operation: "swappingAxes"))
    return permuted(order)
  }

  /// One axis moved to another place; the others keep their order. NumPy's `moveaxis`. Shares memory.
  public func movingAxis(_ source: Int, to place: Int) -> Tensor {
    var order = Array(0..<rank)
    let axis = order.remove(at: resolve(axis: source, rank: rank, operation: "movingAxis"))
    order.insert(axis, at: resolve(axis: place, rank: rank, operation: "movingAxis"))
    return permuted(order)
  }

  /// For each position in `positions` the element at that place along an axis; the other places are those of the position
  /// itself. NumPy's `take_along_axis`, and torch's `gather`.
  ///
  /// `x.taking(x.argsort(axis: 1), axis: 1)` is sorted.
  public func taking(_ positions: Tensor<Int>, axis: Int) -> Tensor {
    let axis = resolve(axis: axis, rank: rank, operation: "taking")
    var whole = positions.shape
    if positions.rank == rank { whole[axis] = shape[axis] }
    guard positions.rank == rank, whole == shape else {
      trap(
        "taking: positions of shape \(describe(shape: positions.shape)) do not fit a tensor of shape "
          + "\(describe(shape: shape)) along axis \(axis); all other lengths must be equal")
    }
    let (lines, places) = (movingAxis(axis, to: -1), positions.movingAxis(axis, to: -1).contiguous())
    let source = lines.contiguous()
    let (length, width) = (shape[axis], positions.shape[axis])
    let result = Tensor(uninitialized: places.shape)
    let (from, to, at) = (source.base, result.base, places.base)
    withExtendedLifetime((source.storage, places.storage)) {
      for index in 0..<places.count {
        let place = at[index] < 0 ? at[index] + length : at[index]
        guard place >= 0, place < length else {
          trap("taking: position \(at[index]) is outside axis \(axis), which has length \(length)")
        }
        to[index] = from[index / Swift.max(width, 1) * length + place]
      }
    }
    return result.movingAxis(-1, to: axis)
  }
}

/// All combinations of the elements of two lines, as a grid of each: the first line runs along the columns, the second
/// along the rows. NumPy's `meshgrid`.
public func meshgrid<Scalar>(_ x: Tensor<Scalar>, _ y: Tensor<Scalar>) -> (x: Tensor<Scalar>, y: Tensor<Scalar>) {
  let shape = [y.count, x.count]
  return (
    x.flattened().broadcast(to: shape).contiguous(), y.flattened()[..., newAxis].broadcast(to: shape).contiguous()
  )
}
