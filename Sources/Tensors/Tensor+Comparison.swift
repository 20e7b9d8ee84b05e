// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Glibc

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
  public func any() -> Bool { holds(true) }

  /// No element is false; so also for an empty mask.
  public func all() -> Bool { !holds(false) }

  /// Whether at least one element is true along one axis.
  public func any(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    sum(axis: axis, keepingDimensions: keepingDimensions) .> 0
  }

  /// Whether no element is false along one axis.
  public func all(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    sum(axis: axis, keepingDimensions: keepingDimensions) .== shape[resolve(axis: axis, rank: rank, operation: "all")]
  }

  private func holds(_ value: Bool) -> Bool {
    withUnsafeBufferPointer { elements in
      elements.baseAddress.map { memchr($0, value ? 1 : 0, elements.count) != nil } ?? false
    }
  }

  /// Where the mask is true, in order; for several axes the positions in the flattened mask.
  public func positions() -> Tensor<Int> {
    truePositions(start: 0, stride: 1)
  }
}

extension Tensor where Scalar == Bool {
  /// `start` plus `stride` times the position of each true element in the flattened mask.
  func truePositions(start: Int, stride: Int) -> Tensor<Int> {
    let result = Tensor<Int>(uninitialized: [sum()])
    withUnsafeBufferPointer { flags in
      guard let first = flags.baseAddress, !result.isEmpty else { return }
      result.base.withMemoryRebound(to: Int64.self, capacity: result.count) {
        _ = martlet_positions(first, $0, flags.count, result.count, Int64(start), Int64(stride))
      }
    }
    return result
  }
}
