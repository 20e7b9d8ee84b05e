// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Glibc

// Less common elementwise functions; some the C library computes one by one, on several threads. Within 2 units in the
// last place.

public func tan(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.tan($0) } }
public func tan(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "tan", MARTLET_TAN) }

public func asin(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.asin($0) } }
public func asin(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "asin", MARTLET_ASIN) }

public func acos(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.acos($0) } }
public func acos(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "acos", MARTLET_ACOS) }

public func atan(_ x: consuming Tensor<Double>) -> Tensor<Double> { elementwise(x, "atan", MARTLET_ATAN) }
public func atan(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "atan", MARTLET_ATAN) }

public func sinh(_ x: consuming Tensor<Double>) -> Tensor<Double> { elementwise(x, "sinh", MARTLET_SINH) }
public func sinh(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "sinh", MARTLET_SINH) }

public func cosh(_ x: consuming Tensor<Double>) -> Tensor<Double> { elementwise(x, "cosh", MARTLET_COSH) }
public func cosh(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "cosh", MARTLET_COSH) }

/// The error function.
public func erf(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.erf($0) } }
public func erf(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.erff($0) } }

extension Tensor where Scalar: RealScalar {
  /// Whole numbers: to the nearest with halves to the even one as in NumPy's `rint`, or by another rule.
  public func rounded(_ rule: FloatingPointRoundingRule = .toNearestOrEven) -> Tensor {
    switch rule {
    case .toNearestOrEven: elementwise(self, "rounded", MARTLET_RINT)
    case .down: elementwise(self, "rounded", MARTLET_FLOOR)
    case .up: elementwise(self, "rounded", MARTLET_CEIL)
    case .towardZero: elementwise(self, "rounded", MARTLET_TRUNC)
    default: elementwise(self) { $0.rounded(rule) }
    }
  }
}

extension Tensor where Scalar: SignedNumeric & Comparable {
  /// -1, 0 or 1 for each element; NaN stays. NumPy's `sign`.
  public func sign() -> Tensor { elementwise(self, "sign", MARTLET_SIGN) }
}

extension Tensor where Scalar: FloatingPoint {
  /// Where elements are NaN.
  public var isNaN: Tensor<Bool> { elementwise(self, "isNaN", MARTLET_IS_NAN) }

  /// Where elements are neither NaN nor infinite.
  public var isFinite: Tensor<Bool> { elementwise(self, "isFinite", MARTLET_IS_FINITE) }
}

/// The larger of each two elements, with broadcasting; NaN wins. NumPy's `maximum`.
public func maximum<Scalar: Comparable>(_ a: consuming Tensor<Scalar>, _ b: consuming Tensor<Scalar>) -> Tensor<Scalar>
{
  elementwise(a, b, "maximum", Maximum())
}

/// The larger of each element and a value; NaN wins.
public func maximum<Scalar: Comparable>(_ a: consuming Tensor<Scalar>, _ value: Scalar) -> Tensor<Scalar> {
  elementwise(a, value, "maximum", Maximum())
}

/// The smaller of each two elements, with broadcasting; NaN wins. NumPy's `minimum`.
public func minimum<Scalar: Comparable>(_ a: consuming Tensor<Scalar>, _ b: consuming Tensor<Scalar>) -> Tensor<Scalar>
{
  elementwise(a, b, "minimum", Minimum())
}

/// The smaller of each element and a value; NaN wins.
public func minimum<Scalar: Comparable>(_ a: consuming Tensor<Scalar>, _ value: Scalar) -> Tensor<Scalar> {
  elementwise(a, value, "minimum", Minimum())
}

extension Tensor where Scalar: Comparable {
  /// Each element, moved to the nearer bound where it lies outside; NaN stays.
  public func clipped(to bounds: ClosedRange<Scalar>) -> Tensor {
    minimum(maximum(self, bounds.lowerBound), bounds.upperBound)
  }
}
