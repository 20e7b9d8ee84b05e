// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Comparisons element by element, with broadcasting: `labels .== 0` is a mask. The spelling is that of Swift's SIMD
/// types.

extension Tensor {
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  public static func .== (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".==", Equal()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  public static func .== (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, Tensor(scalar: b), ".==", Equal()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  public static func .!= (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".!=", Unequal()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  public static func .!= (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, Tensor(scalar: b), ".!=", Unequal()) }
}

extension Tensor where Scalar: Comparable {
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .< (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".<", Less()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .< (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, Tensor(scalar: b), ".<", Less()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .<= (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".<=", LessOrEqual()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .<= (a: Tensor, b: Scalar) -> Tensor<Bool> {
    elementwise(a, Tensor(scalar: b), ".<=", LessOrEqual())
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .> (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".>", Greater()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .> (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, Tensor(scalar: b), ".>", Greater()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .>= (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".>=", GreaterOrEqual()) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public static func .>= (a: Tensor, b: Scalar) -> Tensor<Bool> {
    elementwise(a, Tensor(scalar: b), ".>=", GreaterOrEqual())
  }
}

extension Tensor where Scalar == Bool {
  public static func .& (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, ".&", And()) }

  public static func .| (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, ".|", Or()) }

  public static func .^ (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, ".^", Unequal()) }

  public static prefix func .! (a: Tensor) -> Tensor { elementwise(a) { !$0 } }

  /// At least one element is true.
  public func any() -> Bool { contains(true) }

  /// No element is false; so also for an empty mask.
  public func all() -> Bool { !contains(false) }

  /// Where the mask is true, in order; for several axes the positions in the flattened mask.
  public func positions() -> Tensor<Int> {
    Tensor<Int>(enumerated().lazy.filter(\.element).map(\.offset))
  }
}
