// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Glibc

/// An operation on two elements, as a type: for one element in Swift, for many by a loop in C.
protocol BinaryKernel<Operand, Result>: Sendable {
  associatedtype Operand: TensorScalar
  associatedtype Result: TensorScalar
  /// The loop, and whether it takes the operands in the other order.
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { get }
  func callAsFunction(_ a: Operand, _ b: Operand) -> Result
}

struct Add<S: TensorScalar & Numeric>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_ADD, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { a + b }
}

struct Subtract<S: TensorScalar & Numeric>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_SUBTRACT, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { a - b }
}

struct Multiply<S: TensorScalar & Numeric>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_MULTIPLY, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { a * b }
}

struct Divide<S: TensorScalar & FloatingPoint>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_DIVIDE, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { a / b }
}

struct Minimum<S: TensorScalar & Comparable>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_MINIMUM, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { a != a ? a : b < a || b != b ? b : a }
}

struct Maximum<S: TensorScalar & Comparable>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_MAXIMUM, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { a != a ? a : b > a || b != b ? b : a }
}

struct Equal<S: TensorScalar>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_EQUAL, false) }
  func callAsFunction(_ a: S, _ b: S) -> Bool { a == b }
}

struct Unequal<S: TensorScalar>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_UNEQUAL, false) }
  func callAsFunction(_ a: S, _ b: S) -> Bool { a != b }
}

struct Less<S: TensorScalar & Comparable>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_LESS, false) }
  func callAsFunction(_ a: S, _ b: S) -> Bool { a < b }
}

struct LessOrEqual<S: TensorScalar & Comparable>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_LESS_OR_EQUAL, false) }
  func callAsFunction(_ a: S, _ b: S) -> Bool { a <= b }
}

struct Greater<S: TensorScalar & Comparable>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_LESS, true) }
  func callAsFunction(_ a: S, _ b: S) -> Bool { a > b }
}

struct GreaterOrEqual<S: TensorScalar & Comparable>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_LESS_OR_EQUAL, true) }
  func callAsFunction(_ a: S, _ b: S) -> Bool { a >= b }
}

struct And: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_AND, false) }
  func callAsFunction(_ a: Bool, _ b: Bool) -> Bool { a && b }
}

struct Or: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_OR, false) }
  func callAsFunction(_ a: Bool, _ b: Bool) -> Bool { a || b }
}

/// Powers of floating-point numbers.
struct Power<S: TensorScalar & BinaryFloatingPoint>: BinaryKernel {
  var loop: (operation: martlet_binary_operation, isSwapped: Bool) { (MARTLET_POWER, false) }
  func callAsFunction(_ a: S, _ b: S) -> S { S(Glibc.pow(Double(a), Double(b))) }
}
