// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The loops behind elementwise operations, inlined into each operation and so compiled for each common scalar type.

@inline(__always)
func elementwise<K: BinaryKernel>(
  _ a: Tensor<K.Operand>, _ b: Tensor<K.Operand>, _ name: String, _ operation: K
) -> Tensor<K.Result> {
  let shape = a.shape == b.shape ? a.shape : broadcastShape(a.shape, b.shape, operation: name)
  let result = Tensor<K.Result>(uninitialized: shape)
  let (target, left, right) = (result.base, a.base, b.base)
  let loop = StridedLoop(shape: shape, a.broadcastStrides(to: shape), b.broadcastStrides(to: shape))
  let (stepA, stepB) = (loop.innerA, loop.innerB)
  withExtendedLifetime((a.storage, b.storage)) {
    loop.run { out, i, j, count in
      let (target, left, right) = (target + out, left + i, right + j)
      switch (stepA, stepB) {
      case (1, 1): for k in 0..<count { target[k] = operation(left[k], right[k]) }
      case (1, 0):
        let value = right[0]
        for k in 0..<count { target[k] = operation(left[k], value) }
      case (0, 1):
        let value = left[0]
        for k in 0..<count { target[k] = operation(value, right[k]) }
      default: for k in 0..<count { target[k] = operation(left[k &* stepA], right[k &* stepB]) }
      }
    }
  }
  return result
}

@inline(__always)
func elementwise<A, R>(_ a: Tensor<A>, _ operation: (A) -> R) -> Tensor<R> {
  let result = Tensor<R>(uninitialized: a.shape)
  let (target, source) = (result.base, a.base)
  let loop = StridedLoop(shape: a.shape, a.strides, a.strides)
  let step = loop.innerA
  withExtendedLifetime(a.storage) {
    loop.run { out, i, _, count in
      let (target, source) = (target + out, source + i)
      if step == 1 {
        for k in 0..<count { target[k] = operation(source[k]) }
      } else {
        for k in 0..<count { target[k] = operation(source[k &* step]) }
      }
    }
  }
  return result
}

/// Replaces each element of `a` by `operation` of it and its partner in `b`, which must stretch to the shape of `a`.
@inline(__always)
func elementwiseInPlace<K: BinaryKernel>(
  _ a: inout Tensor<K.Operand>, _ b: Tensor<K.Operand>, _ name: String, _ operation: K
) where K.Result == K.Operand {
  let right = b.broadcast(to: a.shape, operation: name)
  a.makeWritable()
  let (target, source) = (a.base, right.base)
  let loop = StridedLoop(shape: a.shape, a.strides, right.strides)
  let (stepA, stepB) = (loop.innerA, loop.innerB)
  withExtendedLifetime(right.storage) {
    loop.run { _, i, j, count in
      let (target, source) = (target + i, source + j)
      switch (stepA, stepB) {
      case (1, 1): for k in 0..<count { target[k] = operation(target[k], source[k]) }
      case (1, 0):
        let value = source[0]
        for k in 0..<count { target[k] = operation(target[k], value) }
      default: for k in 0..<count { target[k &* stepA] = operation(target[k &* stepA], source[k &* stepB]) }
      }
    }
  }
}
