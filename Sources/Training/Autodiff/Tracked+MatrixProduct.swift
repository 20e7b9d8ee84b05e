// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tracked {
  /// The product of matrices; as torch's `matmul`.
  ///
  /// Vectors are taken as one row on the left, one column on the right, and lose that axis again. More than two axes
  /// are stacks of matrices; a stack meets one matrix, or another stack whose leading axes it stretches to.
  public func matmul(_ other: Tracked) -> Tracked {
    guard rank > 0, other.rank > 0 else {
      trap(
        "matmul: operands need at least one axis, but the shapes are \(describe(shape: shape)) and "
          + describe(shape: other.shape))
    }
    if rank == 1 {
      let product = reshaped([1, count]).matmul(other)
      return product.reshaped(product.shape.removing(other.rank == 1 ? 0 : product.rank - 2))
    }
    if other.rank == 1 {
      let product = matmul(other.reshaped([other.count, 1]))
      return product.reshaped(product.shape.removing(product.rank - 1))
    }
    guard shape[rank - 1] == other.shape[other.rank - 2] else {
      trap(
        "matmul: shapes \(describe(shape: shape)) and \(describe(shape: other.shape)) do not fit: the last axis of the "
          + "left has length \(shape[rank - 1]), the axis before the last of the right \(other.shape[other.rank - 2])")
    }
    return other.rank == 2 ? linear(self, other, layout: .inputsByOutputs) : stackedProduct(other)
  }

  private func stackedProduct(_ other: Tracked) -> Tracked {
    let leading = broadcastLengths(Array(shape.dropLast(2)), Array(other.shape.dropLast(2)))
    let a = broadcast(to: leading + shape.suffix(2)), b = other.broadcast(to: leading + other.shape.suffix(2))
    let (left, right) = (a.value.contiguous(), b.value.contiguous())
    let (m, k, n) = (shape[rank - 2], shape[rank - 1], other.shape[other.rank - 1])
    var product = Tensor<Scalar>(uninitialized: leading + [m, n])
    let count = leading.reduce(1, *)
    product.multiply(count, left, (m, k), false, right, (k, n), false)
    return .recorded(product, "matmul", [a, b]) { gradient, inputs in
      if inputs[0].requiresGradient {
        var slope = Tensor<Scalar>(uninitialized: left.shape)
        slope.multiply(count, gradient, (m, n), false, right, (k, n), true)
        inputs[0].accumulate(slope)
      }
      if inputs[1].requiresGradient {
        var slope = Tensor<Scalar>(uninitialized: right.shape)
        slope.multiply(count, left, (m, k), true, gradient, (m, n), false)
        inputs[1].accumulate(slope)
      }
    }
  }

  private func broadcastLengths(_ a: [Int], _ b: [Int]) -> [Int] {
    broadcastShape(a, b, operation: "matmul (the axes before the last two)")
  }
}

extension Tensor where Scalar: DifferentiableScalar {
  /// Becomes a stack of `count` products of the matrices in two stacks, each taken as it lies or transposed.
  fileprivate mutating func multiply(
    _ count: Int, _ a: Tensor, _ aShape: (rows: Int, columns: Int), _ transposingA: Bool,
    _ b: Tensor, _ bShape: (rows: Int, columns: Int), _ transposingB: Bool
  ) {
    let (a, b) = (a.contiguous(), b.contiguous())
    let (rows, inner) = transposingA ? (aShape.columns, aShape.rows) : aShape
    let columns = transposingB ? bShape.rows : bShape.columns
    withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress, rows * columns > 0 else { return }
          for index in 0..<count {
            Scalar.kernels.multiply(
              MatrixOperand(
                start: a + index * rows * inner, isTransposed: transposingA, stride: Swift.max(aShape.columns, 1)),
              MatrixOperand(
                start: b + index * inner * columns, isTransposed: transposingB, stride: Swift.max(bShape.columns, 1)),
              MatrixResult(
                start: c + index * rows * columns, rows: rows, columns: columns, inner: inner, stride: columns,
                factor: 1, keeping: 0))
          }
        }
      }
    }
  }
}
