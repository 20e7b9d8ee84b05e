// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A scalar that counts as a real number: all floating-point and whole numbers, and truth values as 0 and 1.
///
/// Statistics, probes and clusterings take tensors of any of them, also of different ones together, and compute in
/// `Double`: activations are `Float`, labels `Int`, masks `Bool`, and none of them needs to be converted first.
public protocol NumberScalar: TensorScalar {
  /// The same numbers as doubles.
  static func doubles(_ tensor: Tensor<Self>) -> Tensor<Double>
  /// The distance from 1 to the next larger number of the type; that of `Double` for whole numbers. What results of
  /// arithmetic in this type are checked against (do probabilities sum to 1?) is measured in it.
  static var relativePrecision: Double { get }
}

extension NumberScalar where Self: BinaryFloatingPoint {
  public static func doubles(_ tensor: Tensor<Self>) -> Tensor<Double> { Tensor<Double>(tensor) }
  public static var relativePrecision: Double { Double(Self.ulpOfOne) }
}

extension NumberScalar where Self: BinaryInteger {
  public static func doubles(_ tensor: Tensor<Self>) -> Tensor<Double> { Tensor<Double>(tensor) }
  public static var relativePrecision: Double { .ulpOfOne }
}

extension Double: NumberScalar {
  public static func doubles(_ tensor: Tensor<Double>) -> Tensor<Double> { tensor }
}

extension Bool: NumberScalar {
  public static func doubles(_ tensor: Tensor<Bool>) -> Tensor<Double> { Tensor<Double>(tensor) }
  public static var relativePrecision: Double { Double.ulpOfOne }
}

extension Float: NumberScalar {}
extension Int: NumberScalar {}
extension Int64: NumberScalar {}
extension Int32: NumberScalar {}
extension Int16: NumberScalar {}
extension Int8: NumberScalar {}
extension UInt64: NumberScalar {}
extension UInt32: NumberScalar {}
extension UInt16: NumberScalar {}
extension UInt8: NumberScalar {}

extension Tensor where Scalar: NumberScalar {
  /// The same numbers as doubles; shares the memory where they are doubles already.
  package var doubles: Tensor<Double> { Scalar.doubles(self) }
}
