// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A type a ``Tensor`` can hold: plain bits, comparable for equality, with a zero.
///
/// `Double`, `Float`, `Int`, `Int32`, `UInt8` and `Bool` conform. Arithmetic on the first three is compiled ahead of
/// time and runs at full speed from any module.
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

extension Bool: TensorScalar {
  public static var blank: Bool { false }
  public static var npyType: String { "|b1" }
}
