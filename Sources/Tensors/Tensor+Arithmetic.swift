// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Arithmetic element by element, with broadcasting. As everywhere in Swift, integers trap on overflow.

extension Tensor where Scalar: Numeric {
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func + (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, "+", Add()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func + (a: Tensor, b: Scalar) -> Tensor { elementwise(a, Tensor(scalar: b), "+", Add()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func + (a: Scalar, b: Tensor) -> Tensor { elementwise(Tensor(scalar: a), b, "+", Add()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func += (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "+=", Add()) }

  public static func += (a: inout Tensor, b: Scalar) { a += Tensor(scalar: b) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func - (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, "-", Subtract()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func - (a: Tensor, b: Scalar) -> Tensor { elementwise(a, Tensor(scalar: b), "-", Subtract()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func - (a: Scalar, b: Tensor) -> Tensor { elementwise(Tensor(scalar: a), b, "-", Subtract()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func -= (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "-=", Subtract()) }

  public static func -= (a: inout Tensor, b: Scalar) { a -= Tensor(scalar: b) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func * (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, "*", Multiply()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func * (a: Tensor, b: Scalar) -> Tensor { elementwise(a, Tensor(scalar: b), "*", Multiply()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func * (a: Scalar, b: Tensor) -> Tensor { elementwise(Tensor(scalar: a), b, "*", Multiply()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func *= (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "*=", Multiply()) }

  public static func *= (a: inout Tensor, b: Scalar) { a *= Tensor(scalar: b) }
}

extension Tensor where Scalar: SignedNumeric {
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static prefix func - (a: Tensor) -> Tensor { elementwise(a) { -$0 } }
}

extension Tensor where Scalar: FloatingPoint {
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func / (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, "/", Divide()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func / (a: Tensor, b: Scalar) -> Tensor { elementwise(a, Tensor(scalar: b), "/", Divide()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func / (a: Scalar, b: Tensor) -> Tensor { elementwise(Tensor(scalar: a), b, "/", Divide()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func /= (a: inout Tensor, b: Tensor) { elementwiseInPlace(&a, b, "/=", Divide()) }

  public static func /= (a: inout Tensor, b: Scalar) { a /= Tensor(scalar: b) }
}

extension Tensor where Scalar: Numeric {
  /// Adds element by element. Without this overload Swift would append the array to the tensor's elements.
  public static func + (a: Tensor, b: [Scalar]) -> Tensor { a + Tensor(b) }

  public static func + (a: [Scalar], b: Tensor) -> Tensor { Tensor(a) + b }
}
