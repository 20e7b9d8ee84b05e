// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// Arithmetic element by element, with broadcasting. As everywhere in Swift, integers trap on overflow.

extension Tensor where Scalar: Numeric {
  public static func + (a: consuming Tensor, b: consuming Tensor) -> Tensor { elementwise(a, b, "+", Add()) }

  public static func + (a: consuming Tensor, b: Scalar) -> Tensor { elementwise(a, b, "+", Add()) }

  public static func + (a: Scalar, b: consuming Tensor) -> Tensor { elementwise(b, a, "+", Add(), valueFirst: true) }

  public static func += (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "+=", Add()) }

  public static func += (a: inout Tensor, b: Scalar) { elementwiseInPlace(&a, b, "+=", Add()) }

  public static func - (a: consuming Tensor, b: consuming Tensor) -> Tensor { elementwise(a, b, "-", Subtract()) }

  public static func - (a: consuming Tensor, b: Scalar) -> Tensor { elementwise(a, b, "-", Subtract()) }

  public static func - (a: Scalar, b: consuming Tensor) -> Tensor {
    elementwise(b, a, "-", Subtract(), valueFirst: true)
  }

  public static func -= (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "-=", Subtract()) }

  public static func -= (a: inout Tensor, b: Scalar) { elementwiseInPlace(&a, b, "-=", Subtract()) }

  public static func * (a: consuming Tensor, b: consuming Tensor) -> Tensor { elementwise(a, b, "*", Multiply()) }

  public static func * (a: consuming Tensor, b: Scalar) -> Tensor { elementwise(a, b, "*", Multiply()) }

  public static func * (a: Scalar, b: consuming Tensor) -> Tensor {
    elementwise(b, a, "*", Multiply(), valueFirst: true)
  }

  public static func *= (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "*=", Multiply()) }

  public static func *= (a: inout Tensor, b: Scalar) { elementwiseInPlace(&a, b, "*=", Multiply()) }
}

extension Tensor where Scalar: SignedNumeric {
  public static prefix func - (a: consuming Tensor) -> Tensor {
    Kernels.unary(MARTLET_NEGATE, Scalar.self) == nil ? elementwise(a) { -$0 } : elementwise(a, "-", MARTLET_NEGATE)
  }
}

extension Tensor where Scalar: FloatingPoint {
  public static func / (a: consuming Tensor, b: consuming Tensor) -> Tensor { elementwise(a, b, "/", Divide()) }

  public static func / (a: consuming Tensor, b: Scalar) -> Tensor { elementwise(a, b, "/", Divide()) }

  public static func / (a: Scalar, b: consuming Tensor) -> Tensor { elementwise(b, a, "/", Divide(), valueFirst: true) }

  public static func /= (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "/=", Divide()) }

  public static func /= (a: inout Tensor, b: Scalar) { elementwiseInPlace(&a, b, "/=", Divide()) }
}

extension Tensor where Scalar: Numeric {
  /// Adds element by element. Without this overload Swift would append the array to the tensor's elements.
  public static func + (a: Tensor, b: [Scalar]) -> Tensor { a + Tensor(b) }

  public static func + (a: [Scalar], b: Tensor) -> Tensor { Tensor(a) + b }
}
