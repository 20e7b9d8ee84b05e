// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

extension Tensor {
  /// A tensor with the elements of another where a mask is true. NumPy's `where(mask, other, self)`; the name is that
  /// of Swift's `SIMD.replacing(with:where:)`.
  ///
  /// Mask and tensors are broadcast to one shape.
  public func replacing(with other: Tensor, where mask: Tensor<Bool>) -> Tensor {
    let both = broadcastShape(shape, other.shape, operation: "replacing(with:where:)")
    let whole = broadcastShape(both, mask.shape, operation: "replacing(with:where:)")
    return chosen(whole, mask, other, otherwise: self)
  }

  /// A tensor with one value where a mask is true.
  public func replacing(with value: Scalar, where mask: Tensor<Bool>) -> Tensor {
    chosen(
      broadcastShape(shape, mask.shape, operation: "replacing(with:where:)"), mask, Tensor(scalar: value),
      otherwise: self)
  }

  private func chosen(_ shape: [Int], _ mask: Tensor<Bool>, _ new: Tensor, otherwise old: Tensor) -> Tensor {
    let result = Tensor(uninitialized: shape)
    let (new, old, mask) = (new.broadcast(to: shape), old.broadcast(to: shape), mask.broadcast(to: shape))
    let (target, size) = (result.base, MemoryLayout<Scalar>.stride)
    let loop = StridedLoop(shape: shape, mask.strides, new.strides, old.strides)
    withExtendedLifetime((mask.storage, new.storage, old.storage)) {
      loop.runAll { out, m, a, b, count in
        if size.nonzeroBitCount == 1, size <= 8 {
          martlet_choose(
            mask.base + m, loop.innerA, new.base + a, loop.innerB, old.base + b, loop.innerC, target + out, count, size)
        } else {
          for k in 0..<count {
            target[out + k] =
              mask.base[m + k * loop.innerA] ? new.base[a + k * loop.innerB] : old.base[b + k * loop.innerC]
          }
        }
      }
    }
    return result
  }

  /// Parts along an axis that begin at these positions; the first begins at 0. NumPy's `split`.
  public func split(at positions: [Int], axis: Int = 0) -> [Tensor] {
    let axis = resolve(axis: axis, rank: rank, operation: "split")
    let edges = [0] + positions + [shape[axis]]
    for (a, b) in zip(edges, edges.dropFirst()) where a > b {
      trap("split: the positions \(positions) must rise and lie within 0...\(shape[axis]), the length of axis \(axis)")
    }
    return zip(edges, edges.dropFirst()).map { start, end in
      var part = shape
      part[axis] = end - start
      return Tensor(storage: storage, offset: offset + start * strides[axis], shape: part, strides: strides)
    }
  }

  /// Equal parts along an axis. NumPy's `split` with a number.
  public func split(into parts: Int, axis: Int = 0) -> [Tensor] {
    let length = shape[resolve(axis: axis, rank: rank, operation: "split")]
    guard parts > 0, length % parts == 0 else {
      trap("split: \(length) elements along axis \(axis) cannot be cut into \(parts) equal parts")
    }
    return split(at: (1..<parts).map { $0 * (length / parts) }, axis: axis)
  }
}
