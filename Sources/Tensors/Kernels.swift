// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// The loops written in C (docs/decisions/0007), found by operation and type of the elements.
///
/// They do arithmetic on all types that Martlet knows; types of users go through loops in Swift.
enum Kernels {
  static func binary<Scalar>(_ operation: martlet_binary_operation, _: Scalar.Type) -> martlet_binary? {
    martlet_binary_kernel(Int32(operation.rawValue), code(Scalar.self))
  }

  static func unary<Scalar>(_ operation: martlet_unary_operation, _: Scalar.Type) -> martlet_unary? {
    martlet_unary_kernel(Int32(operation.rawValue), code(Scalar.self))
  }

  static func reduction<Scalar>(_ operation: martlet_reduction_operation, _: Scalar.Type) -> martlet_reduction? {
    martlet_reduction_kernel(Int32(operation.rawValue), code(Scalar.self))
  }

  static func linePositions<Scalar>(_ end: Extreme, _: Scalar.Type) -> martlet_line_positions? {
    martlet_line_positions_kernel(end == .greatest, code(Scalar.self))
  }

  static func columnPositions<Scalar>(_ end: Extreme, _: Scalar.Type) -> martlet_column_positions? {
    martlet_column_positions_kernel(end == .greatest, code(Scalar.self))
  }

  /// How the kernels call a type; -1 for one that they do not know.
  static func code<Scalar>(_: Scalar.Type) -> Int32 {
    let type: martlet_type
    switch Scalar.self {
    case is Double.Type: type = MARTLET_F64
    case is Float.Type: type = MARTLET_F32
    case is Int.Type, is Int64.Type: type = MARTLET_I64
    case is Bool.Type: type = MARTLET_BOOL
    case is Int32.Type: type = MARTLET_I32
    case is UInt8.Type: type = MARTLET_U8
    case is Int16.Type: type = MARTLET_I16
    case is Int8.Type: type = MARTLET_I8
    case is UInt.Type, is UInt64.Type: type = MARTLET_U64
    case is UInt32.Type: type = MARTLET_U32
    case is UInt16.Type: type = MARTLET_U16
    default: return -1
    }
    return Int32(type.rawValue)
  }

  /// Ends the cell where a whole number did not fit its type.
  static func refuseOverflow<Scalar>(_ name: String, _: Scalar.Type) -> Never {
    trap(
      "\(name): a result does not fit \(Scalar.self) (\(Scalar.self) holds whole numbers of "
        + "\(MemoryLayout<Scalar>.size * 8) bits); convert to Double or a wider type first")
  }
}

/// Says whether any thread met an overflow.
final class OverflowFlag: @unchecked Sendable {
  // Threads only ever write the same value.
  private(set) var isRaised = false

  @inline(__always)
  func raise(_ result: Int32) { if result != 0 { isRaised = true } }
}
