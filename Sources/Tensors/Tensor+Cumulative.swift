// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

extension Tensor where Scalar: Numeric {
  /// The sums of the elements up to each, along an axis. NumPy's `cumsum`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func cumsum(axis: Int = -1) -> Tensor { accumulated(axis, "cumsum", MARTLET_ADD) { $0 + $1 } }

  /// The products of the elements up to each, along an axis. NumPy's `cumprod`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func cumprod(axis: Int = -1) -> Tensor { accumulated(axis, "cumprod", MARTLET_MULTIPLY) { $0 * $1 } }

  /// The differences between neighbours along an axis, which becomes one shorter. NumPy's `diff`.
  /// - Parameter times: how often differences are taken.
  public func diff(times: Int = 1, axis: Int = -1) -> Tensor {
    guard times >= 0 else { trap("diff: times must be 0 or more, but is \(times)") }
    let axis = resolve(axis: axis, rank: rank, operation: "diff")
    var result = self
    for _ in 0..<times {
      let length = Swift.max(result.shape[axis] - 1, 0)
      var shape = result.shape
      shape[axis] = length
      let first = Tensor(storage: result.storage, offset: result.offset, shape: shape, strides: result.strides)
      let next = Tensor(
        storage: result.storage, offset: result.offset + (length > 0 ? result.strides[axis] : 0), shape: shape,
        strides: result.strides)
      result = next - first
    }
    return result
  }

  @inline(__always)
  private func accumulated(
    _ axis: Int, _ operation: String, _ rows: martlet_binary_operation, _ combine: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    let axis = resolve(axis: axis, rank: rank, operation: operation)
    let length = shape[axis]
    if axis < rank - 1, let kernel = Kernels.binary(rows, Scalar.self) {
      return accumulatedRows(axis, operation, kernel)
    }
    return mapLines(axis: axis, resultLength: length, operation: operation) { line, count, result in
      guard count > 0 else { return }
      var sum = line[0]
      result[0] = sum
      for i in 1..<Swift.max(count, 1) {
        sum = combine(sum, line[i])
        result[i] = sum
      }
    }
  }

  /// Along an axis that is not the last, where whole rows are added to the row before.
  private func accumulatedRows(_ axis: Int, _ operation: String, _ kernel: martlet_binary) -> Tensor {
    let source = contiguous()
    let result = Tensor(uninitialized: shape)
    let (outer, length) = (shape[..<axis].reduce(1, *), shape[axis])
    let inner = shape[(axis + 1)...].reduce(1, *)
    let (from, to, overflow) = (source.base, result.base, OverflowFlag())
    let width = Swift.min(inner, 2048)
    let parts = (inner + width - 1) / Swift.max(width, 1)
    guard length > 0 else { return result }
    withExtendedLifetime(source.storage) {
      parallel(outer * parts, grain: Swift.max(1, StridedLoop.grain / Swift.max(length * width, 1))) { range in
        for index in range {
          let first = index % parts * width
          let start = index / parts * length * inner + first
          let count = Swift.min(width, inner - first)
          (to + start).update(from: from + start, count: count)
          for row in 1..<Swift.max(length, 1) {
            let place = start + row * inner
            overflow.raise(kernel(to + (place - inner), 1, from + place, 1, to + place, 1, count))
          }
        }
      }
    }
    if overflow.isRaised { Kernels.refuseOverflow(operation, Scalar.self) }
    return result
  }
}
