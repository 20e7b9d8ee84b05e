// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// `x[..., 0] += 3` and `x[..., 0] += x[..., 1]` change a part element by element. The generic operators say so already,
// but Swift tries operators of concrete types first, and found Double's own together with the subscripts that read one
// number. These are as concrete.

public func += (a: inout Tensor<Double>, b: Double) { add(b, &a) }
public func += (a: inout Tensor<Double>, b: Tensor<Double>) { add(b, &a) }
public func -= (a: inout Tensor<Double>, b: Double) { subtract(b, &a) }
public func -= (a: inout Tensor<Double>, b: Tensor<Double>) { subtract(b, &a) }
public func *= (a: inout Tensor<Double>, b: Double) { multiply(b, &a) }
public func *= (a: inout Tensor<Double>, b: Tensor<Double>) { multiply(b, &a) }
public func /= (a: inout Tensor<Double>, b: Double) { divide(b, &a) }
public func /= (a: inout Tensor<Double>, b: Tensor<Double>) { divide(b, &a) }

public func += (a: inout Tensor<Float>, b: Float) { add(b, &a) }
public func += (a: inout Tensor<Float>, b: Tensor<Float>) { add(b, &a) }
public func -= (a: inout Tensor<Float>, b: Float) { subtract(b, &a) }
public func -= (a: inout Tensor<Float>, b: Tensor<Float>) { subtract(b, &a) }
public func *= (a: inout Tensor<Float>, b: Float) { multiply(b, &a) }
public func *= (a: inout Tensor<Float>, b: Tensor<Float>) { multiply(b, &a) }
public func /= (a: inout Tensor<Float>, b: Float) { divide(b, &a) }
public func /= (a: inout Tensor<Float>, b: Tensor<Float>) { divide(b, &a) }

public func += (a: inout Tensor<Int>, b: Int) { add(b, &a) }
public func += (a: inout Tensor<Int>, b: Tensor<Int>) { add(b, &a) }
public func -= (a: inout Tensor<Int>, b: Int) { subtract(b, &a) }
public func -= (a: inout Tensor<Int>, b: Tensor<Int>) { subtract(b, &a) }
public func *= (a: inout Tensor<Int>, b: Int) { multiply(b, &a) }
public func *= (a: inout Tensor<Int>, b: Tensor<Int>) { multiply(b, &a) }

public func += (a: inout Tensor<Int32>, b: Int32) { add(b, &a) }
public func += (a: inout Tensor<Int32>, b: Tensor<Int32>) { add(b, &a) }
public func -= (a: inout Tensor<Int32>, b: Int32) { subtract(b, &a) }
public func -= (a: inout Tensor<Int32>, b: Tensor<Int32>) { subtract(b, &a) }
public func *= (a: inout Tensor<Int32>, b: Int32) { multiply(b, &a) }
public func *= (a: inout Tensor<Int32>, b: Tensor<Int32>) { multiply(b, &a) }

public func += (a: inout Tensor<UInt8>, b: UInt8) { add(b, &a) }
public func += (a: inout Tensor<UInt8>, b: Tensor<UInt8>) { add(b, &a) }
public func -= (a: inout Tensor<UInt8>, b: UInt8) { subtract(b, &a) }
public func -= (a: inout Tensor<UInt8>, b: Tensor<UInt8>) { subtract(b, &a) }
public func *= (a: inout Tensor<UInt8>, b: UInt8) { multiply(b, &a) }
public func *= (a: inout Tensor<UInt8>, b: Tensor<UInt8>) { multiply(b, &a) }

private func add<Scalar: Numeric>(_ b: Scalar, _ a: inout Tensor<Scalar>) { a += b }
private func add<Scalar: Numeric>(_ b: Tensor<Scalar>, _ a: inout Tensor<Scalar>) { a += b }
private func subtract<Scalar: Numeric>(_ b: Scalar, _ a: inout Tensor<Scalar>) { a -= b }
private func subtract<Scalar: Numeric>(_ b: Tensor<Scalar>, _ a: inout Tensor<Scalar>) { a -= b }
private func multiply<Scalar: Numeric>(_ b: Scalar, _ a: inout Tensor<Scalar>) { a *= b }
private func multiply<Scalar: Numeric>(_ b: Tensor<Scalar>, _ a: inout Tensor<Scalar>) { a *= b }
private func divide<Scalar: FloatingPoint>(_ b: Scalar, _ a: inout Tensor<Scalar>) { a /= b }
private func divide<Scalar: FloatingPoint>(_ b: Tensor<Scalar>, _ a: inout Tensor<Scalar>) { a /= b }
