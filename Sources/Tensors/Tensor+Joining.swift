// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Tensors one after another along an axis; all other lengths must agree.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@specialized(where Scalar == Int)
@specialized(where Scalar == Bool)
public func concatenate<Scalar>(_ tensors: [Tensor<Scalar>], axis: Int = 0) -> Tensor<Scalar> {
  guard let first = tensors.first else { trap("concatenate: no tensors were given") }
  let axis = resolve(axis: axis, rank: first.rank, operation: "concatenate")
  var shape = first.shape
  shape[axis] = 0
  for tensor in tensors {
    var expected = first.shape
    if tensor.rank == first.rank { expected[axis] = tensor.shape[axis] }
    guard tensor.shape == expected else {
      trap(
        "concatenate: shapes \(describe(shape: first.shape)) and \(describe(shape: tensor.shape)) do not fit "
          + "along axis \(axis); all other lengths must be equal")
    }
    shape[axis] += tensor.shape[axis]
  }
  let result = Tensor<Scalar>(uninitialized: shape)
  let outer = shape[..<axis].reduce(1, *)
  let inner = shape[(axis + 1)...].reduce(1, *)
  var start = 0
  for tensor in tensors {
    let block = tensor.shape[axis] * inner
    tensor.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      for i in 0..<outer {
        (result.base + i * shape[axis] * inner + start).update(from: source + i * block, count: block)
      }
    }
    start += block
  }
  return result
}

public func concatenate<Scalar>(_ tensors: Tensor<Scalar>..., axis: Int = 0) -> Tensor<Scalar> {
  concatenate(tensors, axis: axis)
}

/// Tensors of equal shape along a new axis.
public func stack<Scalar>(_ tensors: [Tensor<Scalar>], axis: Int = 0) -> Tensor<Scalar> {
  guard let first = tensors.first else { trap("stack: no tensors were given") }
  let axis = resolve(axis: axis, rank: first.rank + 1, operation: "stack")
  return concatenate(
    tensors.map { tensor in
      guard tensor.shape == first.shape else {
        trap("stack: shapes \(describe(shape: first.shape)) and \(describe(shape: tensor.shape)) differ")
      }
      var shape = tensor.shape
      shape.insert(1, at: axis)
      return tensor.reshaped(shape)
    }, axis: axis)
}

public func stack<Scalar>(_ tensors: Tensor<Scalar>..., axis: Int = 0) -> Tensor<Scalar> { stack(tensors, axis: axis) }

extension Tensor {
  /// Each element `times` times in a row, along an axis or, without one, of the flattened tensor (NumPy's `repeat`).
  ///
  /// `Tensor([0, 1]).repeated(100)` is a hundred zeros, then a hundred ones.
  public func repeated(_ times: Int, axis: Int? = nil) -> Tensor {
    guard times >= 0 else { trap("repeated: the number of times must not be negative, but is \(times)") }
    guard let axis else { return flattened().repeated(times, axis: 0) }
    let resolved = resolve(axis: axis, rank: rank, operation: "repeated")
    var shape = shape
    shape.insert(times, at: resolved + 1)
    var (target, steps) = (self.shape, strides)
    target[resolved] *= times
    steps.insert(0, at: resolved + 1)
    return Tensor(storage: storage, offset: offset, shape: shape, strides: steps).copied().reshaped(target)
  }
}
