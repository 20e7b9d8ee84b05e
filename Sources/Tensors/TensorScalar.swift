// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A type a ``Tensor`` can hold: plain bits, comparable for equality, with a zero.
///
/// `Double`, `Float`, `Bool` and the whole numbers of 8 to 64 bits conform, with and without a sign.
public protocol TensorScalar: BitwiseCopyable, Equatable, Sendable {
  /// What memory is filled with when no value is given: 0, or `false`.
  static var blank: Self { get }
  /// How the type is written in a `.npy` header on a little-endian machine, for example `<f8`.
  static var npyType: String { get }
}

extension Double: TensorScalar {
  public static var blank: Double { 0 }
  public static var npyType: String { "<f8" }
}

extension Float: TensorScalar {
  public static var blank: Float { 0 }
  public static var npyType: String { "<f4" }
}

extension Int: TensorScalar {
  public static var blank: Int { 0 }
  public static var npyType: String { "<i8" }
}

extension Int32: TensorScalar {
  public static var blank: Int32 { 0 }
  public static var npyType: String { "<i4" }
}

extension UInt8: TensorScalar {
  public static var blank: UInt8 { 0 }
  public static var npyType: String { "|u1" }
}

extension Int64: TensorScalar {
  public static var blank: Int64 { 0 }
  public static var npyType: String { "<i8" }
}

extension Int16: TensorScalar {
  public static var blank: Int16 { 0 }
  public static var npyType: String { "<i2" }
}

extension Int8: TensorScalar {
  public static var blank: Int8 { 0 }
  public static var npyType: String { "|i1" }
}

extension UInt64: TensorScalar {
  public static var blank: UInt64 { 0 }
  public static var npyType: String { "<u8" }
}

extension UInt32: TensorScalar {
  public static var blank: UInt32 { 0 }
  public static var npyType: String { "<u4" }
}

extension UInt16: TensorScalar {
  public static var blank: UInt16 { 0 }
  public static var npyType: String { "<u2" }
}

extension Bool: TensorScalar {
  public static var blank: Bool { false }
  public static var npyType: String { "|b1" }
}
