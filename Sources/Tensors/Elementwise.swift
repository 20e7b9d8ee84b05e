// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// One operand of an elementwise operation: elements somewhere in memory, at a distance for each axis of the result.
private struct Operand {
  let base: UnsafeRawPointer
  let strides: [Int]
}

/// An elementwise operation on two tensors, which are broadcast to one shape.
///
/// The result takes over the memory of an operand that nobody else holds, as a value within an expression.
func elementwise<K: BinaryKernel>(
  _ a: consuming Tensor<K.Operand>, _ b: consuming Tensor<K.Operand>, _ name: String, _ operation: K
) -> Tensor<K.Result> {
  // An operand that is a value within an expression gives its memory to the result, below.
  let hasTemporary = K.Result.self == K.Operand.self && (a.ownsItsMemoryAlone() || b.ownsItsMemoryAlone())
  if !hasTemporary, let result = alongsideInRowOrder(a, b, name, operation) { return result }
  let shape = a.shape == b.shape ? a.shape : broadcastShape(a.shape, b.shape, operation: name)
  // Walked as it lies in memory, a transposed operand is as fast as a plain one; so is its transposed result.
  if let order = memoryOrder(shape, a, b) {
    let turned = elementwise(
      a.broadcast(to: shape).permuted(order), b.broadcast(to: shape).permuted(order), name, operation)
    return turned.permuted(inverse(of: order))
  }
  if K.Result.self == K.Operand.self {
    if a.shape == shape, a.ownsItsMemoryAlone() {
      run(operation, name, shape, a.operand(shape), b.operand(shape), into: a.base)
      return withExtendedLifetime(b.storage) { a as! Tensor<K.Result> }
    }
    if b.shape == shape, b.ownsItsMemoryAlone() {
      run(operation, name, shape, a.operand(shape), b.operand(shape), into: b.base)
      return withExtendedLifetime(a.storage) { b as! Tensor<K.Result> }
    }
  }
  let result = Tensor<K.Result>(uninitialized: shape)
  withExtendedLifetime((a.storage, b.storage)) {
    run(operation, name, shape, a.operand(shape), b.operand(shape), into: result.base)
  }
  return result
}

/// The common case, in which both operands lie in row order: one run of elements, with none of the preparations that
/// other layouts need and that would count in tensors of some thousand elements. Nil in any other case, also where an axis
/// of length 1 may have a stride that a new tensor would not.
private func alongsideInRowOrder<K: BinaryKernel>(
  _ a: borrowing Tensor<K.Operand>, _ b: borrowing Tensor<K.Operand>, _ name: String, _ operation: K
) -> Tensor<K.Result>? {
  guard a.shape == b.shape, a.isContiguous, b.isContiguous, !a.shape.contains(1) else { return nil }
  let (kind, isSwapped) = operation.loop
  guard let kernel = Kernels.binary(kind, K.Operand.self) else { return nil }
  let result = Tensor<K.Result>(uninitialized: a.shape, strides: a.strides, count: a.count)
  let (left, right) = isSwapped ? (b.base, a.base) : (a.base, b.base)
  let out = result.base
  var hasOverflowed = false
  if a.count < 2 * StridedLoop.grain {
    hasOverflowed = kernel(left, 1, right, 1, out, 1, a.count) != 0
  } else {
    let overflow = OverflowFlag()
    parallel(a.count, grain: StridedLoop.grain) { range in
      let start = range.lowerBound
      overflow.raise(kernel(left + start, 1, right + start, 1, out + start, 1, range.count))
    }
    hasOverflowed = overflow.isRaised
  }
  if hasOverflowed { Kernels.refuseOverflow(name, K.Operand.self) }
  return result
}

/// An elementwise operation on a tensor and one value.
func elementwise<K: BinaryKernel>(
  _ a: consuming Tensor<K.Operand>, _ value: K.Operand, _ name: String, _ operation: K, valueFirst: Bool = false
) -> Tensor<K.Result> {
  let shape = a.shape
  if let order = memoryOrder(shape, a, a) {
    return elementwise(a.permuted(order), value, name, operation, valueFirst: valueFirst).permuted(inverse(of: order))
  }
  var value = value
  return withUnsafePointer(to: &value) { value in
    let single = Operand(base: value, strides: [Int](repeating: 0, count: shape.count))
    let tensor = a.operand(shape)
    let (left, right) = valueFirst ? (single, tensor) : (tensor, single)
    if K.Result.self == K.Operand.self, a.ownsItsMemoryAlone() {
      run(operation, name, shape, left, right, into: a.base)
      return a as! Tensor<K.Result>
    }
    let result = Tensor<K.Result>(uninitialized: shape)
    withExtendedLifetime(a.storage) { run(operation, name, shape, left, right, into: result.base) }
    return result
  }
}

/// Replaces each element of `a` by `operation` of it and its partner in `b`, which must stretch to the shape of `a`.
func elementwiseInPlace<K: BinaryKernel>(
  _ a: inout Tensor<K.Operand>, _ b: Tensor<K.Operand>, _ name: String, _ operation: K
) where K.Result == K.Operand {
  let right = b.broadcast(to: a.shape, operation: name)
  guard isKnownUniquelyReferenced(&a.storage), !a.storage.isBorrowed else {
    // What others share is not copied first: the result is new anyway.
    a = elementwise(a, right, name, operation)
    return
  }
  a.makeWritable()
  let target = Operand(base: a.base, strides: a.strides)
  withExtendedLifetime((a.storage, right.storage)) {
    run(operation, name, a.shape, target, right.operand(a.shape), into: a.base, inPlace: true)
  }
}

func elementwiseInPlace<K: BinaryKernel>(
  _ a: inout Tensor<K.Operand>, _ value: K.Operand, _ name: String, _ operation: K
) where K.Result == K.Operand {
  a.makeWritable()
  let target = Operand(base: a.base, strides: a.strides)
  var value = value
  withUnsafePointer(to: &value) { value in
    let single = Operand(base: value, strides: [Int](repeating: 0, count: a.rank))
    withExtendedLifetime(a.storage) { run(operation, name, a.shape, target, single, into: a.base, inPlace: true) }
  }
}

/// The loop itself. Results go to `out` in row order, or `inPlace` to where the first operand lies.
private func run<K: BinaryKernel>(
  _ operation: K, _ name: String, _ shape: [Int], _ a: Operand, _ b: Operand, into memory: UnsafeMutableRawPointer,
  inPlace: Bool = false
) {
  let loop = StridedLoop(shape: shape, a.strides, b.strides)
  let (stepA, stepB, stepOut) = (loop.innerA, loop.innerB, inPlace ? loop.innerA : 1)
  let left = a.base.assumingMemoryBound(to: K.Operand.self), right = b.base.assumingMemoryBound(to: K.Operand.self)
  let out = memory.assumingMemoryBound(to: K.Result.self)
  let (kind, isSwapped) = operation.loop
  if let kernel = Kernels.binary(kind, K.Operand.self) {
    let overflow = OverflowFlag()
    loop.run { index, i, j, count in
      let target = out + (inPlace ? i : index)
      overflow.raise(
        isSwapped
          ? kernel(right + j, stepB, left + i, stepA, target, stepOut, count)
          : kernel(left + i, stepA, right + j, stepB, target, stepOut, count))
    }
    if overflow.isRaised { Kernels.refuseOverflow(name, K.Operand.self) }
    return
  }
  loop.run { index, i, j, count in
    let target = out + (inPlace ? i : index)
    for k in 0..<count { target[k &* stepOut] = operation(left[i &+ k &* stepA], right[j &+ k &* stepB]) }
  }
}

/// An elementwise operation on one tensor by a loop in Swift.
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

/// An elementwise operation on one tensor by a loop in C; traps where there is none for the type.
/// - Parameter grain: fewer elements than this are not worth another thread.
func elementwise<A, R>(
  _ a: consuming Tensor<A>, _ name: String, _ operation: martlet_unary_operation, grain: Int = StridedLoop.grain
) -> Tensor<R> {
  guard let kernel = Kernels.unary(operation, A.self) else { trap("\(name): there is no such function of \(A.self)") }
  let shape = a.shape
  if let order = memoryOrder(shape, a, a) {
    let turned: Tensor<R> = elementwise(a.permuted(order), name, operation, grain: grain)
    return turned.permuted(inverse(of: order))
  }
  let loop = StridedLoop(shape: shape, a.strides, a.strides)
  let (step, source, overflow) = (loop.innerA, a.base, OverflowFlag())
  let reuses = A.self == R.self && a.ownsItsMemoryAlone()
  let result = reuses ? a as! Tensor<R> : Tensor<R>(uninitialized: shape)
  let target = result.base
  withExtendedLifetime((a.storage, result.storage)) {
    loop.run(grain: grain) { out, i, _, count in overflow.raise(kernel(source + i, step, target + out, count)) }
  }
  if overflow.isRaised { Kernels.refuseOverflow(name, A.self) }
  return result
}

extension Tensor {
  fileprivate func operand(_ shape: [Int]) -> Operand {
    Operand(base: base, strides: self.shape == shape ? strides : broadcastStrides(to: shape))
  }

  /// No other tensor shares the memory, and it holds these elements in row order and no others.
  fileprivate mutating func ownsItsMemoryAlone() -> Bool {
    !storage.isBorrowed && offset == 0 && storage.count == count && isContiguous
      && isKnownUniquelyReferenced(&storage)
  }
}

/// The order of axes in which both operands are walked through memory from end to end, if it is not the given one.
private func memoryOrder<Scalar>(_ shape: [Int], _ a: Tensor<Scalar>, _ b: Tensor<Scalar>) -> [Int]? {
  guard shape.count > 1, !a.isContiguous || !b.isContiguous, a.shape == shape, b.shape == shape else { return nil }
  let order = shape.indices.sorted { (abs(a.strides[$0]), $1) > (abs(a.strides[$1]), $0) }
  guard order != Array(shape.indices), a.permuted(order).isContiguous, b.permuted(order).isContiguous else {
    return nil
  }
  return order
}

private func inverse(of order: [Int]) -> [Int] {
  var result = order
  for (place, axis) in order.enumerated() { result[axis] = place }
  return result
}
