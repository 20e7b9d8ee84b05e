// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// Disfavoured, so that `Tensor<Float>([0.5])` reads the literal as Float elements.

extension Tensor where Scalar: BinaryFloatingPoint {
  /// Whole numbers as floating-point numbers, rounded to the nearest where they have too many digits.
  @_disfavoredOverload
  @specialized(where Scalar == Double, Source == Int)
  @specialized(where Scalar == Float, Source == Int)
  public init<Source: BinaryInteger>(_ other: Tensor<Source>) {
    self = elementwise(other) { Scalar($0) }
  }

  /// Rounds to the nearest where `Scalar` has fewer digits.
  @_disfavoredOverload
  @specialized(where Scalar == Double, Source == Float)
  @specialized(where Scalar == Float, Source == Double)
  public init<Source: BinaryFloatingPoint>(_ other: Tensor<Source>) {
    self = elementwise(other) { Scalar($0) }
  }

  /// 1 for true, 0 for false.
  @_disfavoredOverload
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(_ mask: Tensor<Bool>) {
    self = elementwise(mask) { $0 ? 1 : 0 }
  }
}

extension Tensor where Scalar: BinaryInteger {
  /// Rounds towards zero; traps on NaN and on values outside the type, as `Int(_:)` does.
  @_disfavoredOverload
  @specialized(where Scalar == Int, Source == Double)
  @specialized(where Scalar == Int, Source == Float)
  public init<Source: BinaryFloatingPoint>(_ other: Tensor<Source>) {
    self = elementwise(other) { Scalar($0) }
  }

  /// 1 for true, 0 for false.
  @_disfavoredOverload
  @specialized(where Scalar == Int)
  public init(_ mask: Tensor<Bool>) {
    self = elementwise(mask) { $0 ? 1 : 0 }
  }
}
