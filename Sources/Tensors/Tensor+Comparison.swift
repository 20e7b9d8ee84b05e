// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// Comparisons element by element, with broadcasting: `labels .== 0` is a mask. The spelling is that of Swift's SIMD
/// types.

extension Tensor {
  public static func .== (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".==", Equal()) }

  public static func .== (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, b, ".==", Equal()) }

  public static func .!= (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".!=", Unequal()) }

  public static func .!= (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, b, ".!=", Unequal()) }
}

extension Tensor where Scalar: Comparable {
  public static func .< (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".<", Less()) }

  public static func .< (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, b, ".<", Less()) }

  public static func .<= (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".<=", LessOrEqual()) }

  public static func .<= (a: Tensor, b: Scalar) -> Tensor<Bool> {
    elementwise(a, b, ".<=", LessOrEqual())
  }

  public static func .> (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".>", Greater()) }

  public static func .> (a: Tensor, b: Scalar) -> Tensor<Bool> { elementwise(a, b, ".>", Greater()) }

  public static func .>= (a: Tensor, b: Tensor) -> Tensor<Bool> { elementwise(a, b, ".>=", GreaterOrEqual()) }

  public static func .>= (a: Tensor, b: Scalar) -> Tensor<Bool> {
    elementwise(a, b, ".>=", GreaterOrEqual())
  }
}

extension Tensor where Scalar == Bool {
  public static func .& (a: consuming Tensor, b: consuming Tensor) -> Tensor { elementwise(a, b, ".&", And()) }

  public static func .| (a: consuming Tensor, b: consuming Tensor) -> Tensor { elementwise(a, b, ".|", Or()) }

  public static func .^ (a: Tensor, b: Tensor) -> Tensor { elementwise(a, b, ".^", Unequal()) }

  public static prefix func .! (a: consuming Tensor) -> Tensor { elementwise(a, ".!", MARTLET_NOT) }

  /// At least one element is true.
  public func any() -> Bool { contains(true) }

  /// No element is false; so also for an empty mask.
  public func all() -> Bool { !contains(false) }

  /// Where the mask is true, in order; for several axes the positions in the flattened mask.
  public func positions() -> Tensor<Int> {
    Tensor<Int>(enumerated().lazy.filter(\.element).map(\.offset))
  }
}
