// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// A tensor seen as outer × length × inner, where the middle axis is the one to be reduced.
struct AxisReduction<Scalar: TensorScalar> {
  let source: Tensor<Scalar>
  let outer: Int
  let length: Int
  let inner: Int
  let resultShape: [Int]

  init(_ tensor: Tensor<Scalar>, axis: Int, keepingDimensions: Bool, operation: String) {
    let axis = resolve(axis: axis, rank: tensor.rank, operation: operation)
    source = tensor.contiguous()
    outer = tensor.shape[..<axis].reduce(1, *)
    length = tensor.shape[axis]
    inner = tensor.shape[(axis + 1)...].reduce(1, *)
    var shape = tensor.shape
    if keepingDimensions { shape[axis] = 1 } else { shape.remove(at: axis) }
    resultShape = shape
  }

  /// Reduces lines of neighbours where the axis is the last.
  /// - Parameter reduce: gets the start of a line, its length, and where the result goes.
  func mapLines<Result>(
    _ reduce: (UnsafePointer<Scalar>, Int, UnsafeMutablePointer<Result>) -> Void
  ) -> Tensor<Result> {
    let result = Tensor<Result>(uninitialized: resultShape)
    let (target, source) = (result.base, self.source.base)
    withExtendedLifetime(self.source.storage) {
      parallel(outer * inner, grain: max(1, StridedLoop.grain / max(length, 1))) { lines in
        for line in lines { reduce(source + line * length, length, target + line) }
      }
    }
    return result
  }

  /// Reduces lines of neighbours where the axis is the last, many lines in one call.
  /// - Parameter reduce: gets the start of the first line, how many lines there are, their length, and where the results go.
  func mapAllLines<Result>(
    _ reduce: (UnsafePointer<Scalar>, _ lines: Int, _ length: Int, UnsafeMutablePointer<Result>) -> Void
  ) -> Tensor<Result> {
    let result = Tensor<Result>(uninitialized: resultShape)
    let (target, source) = (result.base, self.source.base)
    withExtendedLifetime(self.source.storage) {
      parallel(outer * inner, grain: max(1, StridedLoop.grain / max(length, 1))) { lines in
        reduce(source + lines.lowerBound * length, lines.count, length, target + lines.lowerBound)
      }
    }
    return result
  }

  /// Reduces rows of neighbours, one under another, where the axis is not the last.
  ///
  /// Rows are taken in parts that stay in the nearest cache; a thread takes parts, so that each element is combined in
  /// the same order whatever their number.
  /// - Parameter reduce: gets the start of the first row, the number of rows, the distance between their starts, the
  ///   width of the part, where the results go, and where the part lies among all results.
  func mapColumns<Result>(
    _ reduce: (UnsafePointer<Scalar>, _ rows: Int, _ stride: Int, _ width: Int, UnsafeMutablePointer<Result>, Int) ->
      Void
  ) -> Tensor<Result> {
    let result = Tensor<Result>(uninitialized: resultShape)
    let (target, source) = (result.base, self.source.base)
    let width = min(inner, 2048)
    let parts = (inner + width - 1) / max(width, 1)
    withExtendedLifetime(self.source.storage) {
      parallel(outer * parts, grain: max(1, StridedLoop.grain / max(length * width, 1))) { range in
        for index in range {
          let (block, first) = (index / parts, index % parts * width)
          let place = block * inner + first
          reduce(
            source + (block * length * inner + first), length, inner, min(width, inner - first), target + place, place)
        }
      }
    }
    return result
  }
}

extension AxisReduction {
  /// Lines by one loop in C and rows by another; needs `length > 0`.
  /// - Parameter name: for messages, if whole numbers overflow.
  func reduced(
    _ lines: martlet_reduction_operation, _ rows: martlet_binary_operation, _ name: String,
    otherwise combine: (Scalar, Scalar) -> Scalar
  ) -> Tensor<Scalar> {
    let overflow = OverflowFlag()
    let result: Tensor<Scalar>
    if let kernel = Kernels.reduction(lines, Scalar.self), let rowKernel = Kernels.binary(rows, Scalar.self) {
      result =
        inner == 1
        ? mapLines { overflow.raise(kernel($0, $1, $2)) }
        : mapColumns { source, count, stride, width, target, _ in
          target.update(from: source, count: width)
          for row in 1..<max(count, 1) {
            overflow.raise(rowKernel(target, 1, source + row * stride, 1, target, 1, width))
          }
        }
    } else {
      result = mapColumns { source, count, stride, width, target, _ in
        target.update(from: source, count: width)
        for row in 1..<max(count, 1) {
          for k in 0..<width { target[k] = combine(target[k], source[row * stride + k]) }
        }
      }
    }
    if overflow.isRaised { Kernels.refuseOverflow(name, Scalar.self) }
    return result
  }
}

extension Tensor {
  /// All elements by one loop in C, in parts that depend only on their number; nil where there is no loop.
  func reducedWhole(_ operation: martlet_reduction_operation, _ name: String) -> Scalar? {
    guard let kernel = Kernels.reduction(operation, Scalar.self) else { return nil }
    let overflow = OverflowFlag()
    let result = withUnsafeBufferPointer { elements in
      var value = Scalar.blank
      guard let start = elements.baseAddress, elements.count > 0 else { return value }
      let parts = PairwiseParts(elements.count)
      guard parts.starts.count > 1 else {
        overflow.raise(kernel(start, elements.count, &value))
        return value
      }
      let partial =
        parts.map { range, target in
          overflow.raise(kernel(start + range.lowerBound, range.count, target))
        } as Tensor<Scalar>
      // Merged as a loop over all elements would have done it: neighbours first.
      let merged = PairwiseParts.merge(partial) { pair, target in overflow.raise(kernel(pair, 2, target)) }
      return merged
    }
    if overflow.isRaised { Kernels.refuseOverflow(name, Scalar.self) }
    return result
  }
}
