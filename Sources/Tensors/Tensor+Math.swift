// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

// Elementwise functions under the names that they have for single numbers. One overload per floating-point type, as
// their scalar namesakes have. Within 2 units in the last place, most within 1; at infinity, NaN and zero as in C.

/// e to the power of each element.
public func exp(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "exp", MARTLET_EXP, grain: elementaryGrain)
}
public func exp(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "exp", MARTLET_EXP, grain: elementaryGrain)
}

/// exp(x) - 1, accurate for small x.
public func expm1(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "expm1", MARTLET_EXPM1, grain: elementaryGrain)
}
public func expm1(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "expm1", MARTLET_EXPM1, grain: elementaryGrain)
}

/// The natural logarithm; -inf at 0, NaN below.
public func log(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "log", MARTLET_LOG, grain: elementaryGrain)
}
public func log(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "log", MARTLET_LOG, grain: elementaryGrain)
}

/// The logarithm to base 2.
public func log2(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "log2", MARTLET_LOG2, grain: elementaryGrain)
}
public func log2(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "log2", MARTLET_LOG2, grain: elementaryGrain)
}

/// The logarithm to base 10.
public func log10(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "log10", MARTLET_LOG10, grain: elementaryGrain)
}
public func log10(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "log10", MARTLET_LOG10, grain: elementaryGrain)
}

/// log(1 + x), accurate for small x.
public func log1p(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "log1p", MARTLET_LOG1P, grain: elementaryGrain)
}
public func log1p(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "log1p", MARTLET_LOG1P, grain: elementaryGrain)
}

/// The square root of each element, correctly rounded; NaN below zero.
public func sqrt(_ x: consuming Tensor<Double>) -> Tensor<Double> { elementwise(x, "sqrt", MARTLET_SQRT) }
public func sqrt(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "sqrt", MARTLET_SQRT) }

/// The sine of angles in radians.
public func sin(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "sin", MARTLET_SIN, grain: elementaryGrain)
}
public func sin(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "sin", MARTLET_SIN, grain: elementaryGrain)
}

/// The cosine of angles in radians.
public func cos(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "cos", MARTLET_COS, grain: elementaryGrain)
}
public func cos(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "cos", MARTLET_COS, grain: elementaryGrain)
}

/// The hyperbolic tangent.
public func tanh(_ x: consuming Tensor<Double>) -> Tensor<Double> {
  elementwise(x, "tanh", MARTLET_TANH, grain: elementaryGrain)
}
public func tanh(_ x: consuming Tensor<Float>) -> Tensor<Float> {
  elementwise(x, "tanh", MARTLET_TANH, grain: elementaryGrain)
}

/// Elementary functions take longer than a thread to start from here on.
private let elementaryGrain = 1 << 14

/// The magnitude of each element. Traps on the least number of an integer type, which has none.
public func abs(_ x: consuming Tensor<Double>) -> Tensor<Double> { elementwise(x, "abs", MARTLET_ABSOLUTE) }
public func abs(_ x: consuming Tensor<Float>) -> Tensor<Float> { elementwise(x, "abs", MARTLET_ABSOLUTE) }
public func abs(_ x: consuming Tensor<Int>) -> Tensor<Int> { elementwise(x, "abs", MARTLET_ABSOLUTE) }

/// Each element to the power of `exponent`. As NumPy, -1, 0.5, 1 and 2 take a reciprocal, a root, nothing and a product.
public func pow(_ x: consuming Tensor<Double>, _ exponent: Double) -> Tensor<Double> { power(x, exponent) }
public func pow(_ x: consuming Tensor<Float>, _ exponent: Float) -> Tensor<Float> { power(x, exponent) }

/// Each element to the power of its partner, with broadcasting.
public func pow(_ x: consuming Tensor<Double>, _ exponents: Tensor<Double>) -> Tensor<Double> {
  elementwise(x, exponents, "pow", Power())
}
public func pow(_ x: consuming Tensor<Float>, _ exponents: Tensor<Float>) -> Tensor<Float> {
  elementwise(x, exponents, "pow", Power())
}

private func power<Scalar: RealScalar>(_ x: consuming Tensor<Scalar>, _ exponent: Scalar) -> Tensor<Scalar> {
  switch exponent {
  case 2: elementwise(x, "pow", MARTLET_SQUARE)
  case 1: x
  case 0.5: elementwise(x, "pow", MARTLET_SQRT)
  case -1: elementwise(x, "pow", MARTLET_RECIPROCAL)
  default: elementwise(x, exponent, "pow", Power())
  }
}
