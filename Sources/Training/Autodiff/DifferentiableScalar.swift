// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A number type whose tensors can be differentiated: `Float`, in which models are trained, and `Double`, in which
/// gradients are checked.
public protocol DifferentiableScalar: TensorScalar, BinaryFloatingPoint {
  /// The loops behind the operations.
  static var kernels: Kernels<Self> { get }
}

/// The loops that differ between the number types. Cells have no use for it.
public struct Kernels<Scalar: TensorScalar>: Sendable {
  typealias Source = UnsafePointer<Scalar>
  typealias Target = UnsafeMutablePointer<Scalar>

  /// Fills the target with a function of each element.
  let map: @Sendable (ElementaryFunction, Source, Target, Int) -> Void
  /// Fills the target with gradient times slope, from a function's input, its output and the gradient there.
  let slope: @Sendable (ElementaryFunction, _ input: Source, _ output: Source, _ gradient: Source, Target, Int) -> Void
  /// Fills the target with a function of each row.
  let rows: @Sendable (RowFunction, Source, Target, _ rows: Int, _ width: Int) -> Void
  /// Fills the target with a gradient, from a function's output and the gradient there.
  let rowSlope: @Sendable (RowFunction, _ output: Source, _ gradient: Source, Target, _ rows: Int, _ width: Int) -> Void
  /// Adds to the target.
  let add: @Sendable (Source, Target, Int) -> Void
  /// Adds the sum of each column to the target.
  let addColumnSums: @Sendable (Source, Target, _ rows: Int, _ width: Int) -> Void
  let multiply: @Sendable (MatrixOperand<Scalar>, MatrixOperand<Scalar>, MatrixResult<Scalar>) -> Void
}

/// What one kernel computes for each element by itself.
enum ElementaryFunction: String, Sendable {
  case exp, log, sqrt, tanh, sigmoid, relu, geluErf, geluTanh, abs, sin, cos, erf
}

enum RowFunction: String, Sendable {
  case softmax, logSoftmax
}

/// A matrix in memory, to be read as it lies or transposed.
struct MatrixOperand<Scalar> {
  var start: UnsafePointer<Scalar>
  var isTransposed = false
  /// Elements from one row to the next, as they lie in memory.
  var stride: Int
}

/// Where the product of two matrices goes.
struct MatrixResult<Scalar> {
  var start: UnsafeMutablePointer<Scalar>
  var rows: Int
  var columns: Int
  /// The length over which products are summed.
  var inner: Int
  var stride: Int
  var factor: Scalar
  /// What is kept of the values that were there: 0 or 1.
  var keeping: Scalar
}
