// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// An operation on two elements, as a type.
///
/// A closure that travels through a parallel loop is called once per element; a type's method is inlined into the loop,
/// which then becomes vector instructions.
protocol BinaryKernel<Operand, Result>: Sendable {
  associatedtype Operand: TensorScalar
  associatedtype Result: TensorScalar
  func callAsFunction(_ a: Operand, _ b: Operand) -> Result
}

struct Add<S: TensorScalar & Numeric>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> S { a + b }
}

struct Subtract<S: TensorScalar & Numeric>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> S { a - b }
}

struct Multiply<S: TensorScalar & Numeric>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> S { a * b }
}

struct Divide<S: TensorScalar & FloatingPoint>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> S { a / b }
}

struct Equal<S: TensorScalar>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> Bool { a == b }
}

struct Unequal<S: TensorScalar>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> Bool { a != b }
}

struct Less<S: TensorScalar & Comparable>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> Bool { a < b }
}

struct LessOrEqual<S: TensorScalar & Comparable>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> Bool { a <= b }
}

struct Greater<S: TensorScalar & Comparable>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> Bool { a > b }
}

struct GreaterOrEqual<S: TensorScalar & Comparable>: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: S, _ b: S) -> Bool { a >= b }
}

struct And: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: Bool, _ b: Bool) -> Bool { a && b }
}

struct Or: BinaryKernel {
  @inline(__always) func callAsFunction(_ a: Bool, _ b: Bool) -> Bool { a || b }
}
