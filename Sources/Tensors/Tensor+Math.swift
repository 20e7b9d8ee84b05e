// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Glibc

// Elementwise functions under the names that they have for single numbers. One overload per floating-point type, as
// their scalar namesakes have.

/// e to the power of each element, within 1 unit in the last place.
public func exp(_ x: Tensor<Double>) -> Tensor<Double> { vectorized(x, martlet_exp_f64) }
public func exp(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.expf($0) } }

/// The natural logarithm; -inf at 0, NaN below.
public func log(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.log($0) } }
public func log(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.logf($0) } }

public func log10(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.log10($0) } }
public func log10(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.log10f($0) } }

public func log2(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.log2($0) } }
public func log2(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.log2f($0) } }

/// log(1 + x), accurate for small x.
public func log1p(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.log1p($0) } }
public func log1p(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.log1pf($0) } }

/// The square root of each element; NaN below zero.
public func sqrt(_ x: Tensor<Double>) -> Tensor<Double> { vectorized(x, martlet_sqrt_f64) }
public func sqrt(_ x: Tensor<Float>) -> Tensor<Float> { vectorized(x, martlet_sqrt_f32) }

public func sin(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.sin($0) } }
public func sin(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.sinf($0) } }

public func cos(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.cos($0) } }
public func cos(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.cosf($0) } }

public func tanh(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Glibc.tanh($0) } }
public func tanh(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Glibc.tanhf($0) } }

public func abs(_ x: Tensor<Double>) -> Tensor<Double> { elementwise(x) { Swift.abs($0) } }
public func abs(_ x: Tensor<Float>) -> Tensor<Float> { elementwise(x) { Swift.abs($0) } }
public func abs(_ x: Tensor<Int>) -> Tensor<Int> { elementwise(x) { Swift.abs($0) } }

/// Each element to the power of `exponent`.
public func pow(_ x: Tensor<Double>, _ exponent: Double) -> Tensor<Double> {
  exponent == 2 ? elementwise(x) { $0 * $0 } : elementwise(x) { Glibc.pow($0, exponent) }
}

public func pow(_ x: Tensor<Float>, _ exponent: Float) -> Tensor<Float> {
  exponent == 2 ? elementwise(x) { $0 * $0 } : elementwise(x) { Glibc.powf($0, exponent) }
}

extension Tensor where Scalar: FloatingPoint {
  /// Where elements are NaN.
  public var isNaN: Tensor<Bool> {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get { elementwise(self) { $0.isNaN } }
  }

  /// Where elements are neither NaN nor infinite.
  public var isFinite: Tensor<Bool> {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get { elementwise(self) { $0.isFinite } }
  }
}

extension Tensor where Scalar: Comparable {
  /// Each element, moved to the nearer bound where it lies outside.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func clipped(to bounds: ClosedRange<Scalar>) -> Tensor {
    let (low, high) = (bounds.lowerBound, bounds.upperBound)
    return elementwise(self) { $0 < low ? low : ($0 > high ? high : $0) }
  }
}
