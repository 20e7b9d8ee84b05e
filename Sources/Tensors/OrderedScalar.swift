// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A scalar with an order among all its values, so that tensors of it can be sorted.
public protocol OrderedScalar: TensorScalar, Comparable {
  /// A number that grows with the value; the largest of all for NaN. Values that compare equal have equal keys.
  var orderKey: UInt64 { get }
  /// How many of the lowest bits keys use.
  static var orderKeyBits: Int { get }
}

extension Double: OrderedScalar {
  public var orderKey: UInt64 {
    if isNaN { return .max }
    // Adding zero turns -0 into 0.
    let bits = (self + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
  public static var orderKeyBits: Int { 64 }
}

extension Float: OrderedScalar {
  public var orderKey: UInt64 {
    if isNaN { return UInt64(UInt32.max) }
    let bits = (self + 0).bitPattern
    return UInt64(bits >> 31 == 0 ? bits | 1 << 31 : ~bits)
  }
  public static var orderKeyBits: Int { 32 }
}

extension Int: OrderedScalar {
  public var orderKey: UInt64 { UInt64(bitPattern: Int64(self)) ^ 1 << 63 }
  public static var orderKeyBits: Int { 64 }
}

extension Int32: OrderedScalar {
  public var orderKey: UInt64 { UInt64(UInt32(bitPattern: self) ^ 1 << 31) }
  public static var orderKeyBits: Int { 32 }
}

extension UInt8: OrderedScalar {
  public var orderKey: UInt64 { UInt64(self) }
  public static var orderKeyBits: Int { 8 }
}

extension Int64: OrderedScalar {
  public var orderKey: UInt64 { UInt64(UInt64(bitPattern: self) ^ 1 << 63) }
  public static var orderKeyBits: Int { 64 }
}

extension Int16: OrderedScalar {
  public var orderKey: UInt64 { UInt64(UInt16(bitPattern: self) ^ 1 << 15) }
  public static var orderKeyBits: Int { 16 }
}

extension Int8: OrderedScalar {
  public var orderKey: UInt64 { UInt64(UInt8(bitPattern: self) ^ 1 << 7) }
  public static var orderKeyBits: Int { 8 }
}

extension UInt64: OrderedScalar {
  public var orderKey: UInt64 { UInt64(self) }
  public static var orderKeyBits: Int { 64 }
}

extension UInt32: OrderedScalar {
  public var orderKey: UInt64 { UInt64(self) }
  public static var orderKeyBits: Int { 32 }
}

extension UInt16: OrderedScalar {
  public var orderKey: UInt64 { UInt64(self) }
  public static var orderKeyBits: Int { 16 }
}
