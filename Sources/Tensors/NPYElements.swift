// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// Reads elements of any supported `.npy` type as those of a tensor.
enum NPYElements {
  /// Bytes per element of a type written as in `<f8`; nil for types that cannot be read.
  static func size(of type: String) -> Int? {
    let kinds = [
      "f8": 8, "f4": 4, "f2": 2, "i8": 8, "i4": 4, "i2": 2, "i1": 1, "u8": 8, "u4": 4, "u2": 2, "u1": 1, "b1": 1,
    ]
    guard let order = type.first, "<>|=".contains(order) else { return nil }
    return kinds[String(type.dropFirst())]
  }

  /// Numbers that a tensor type can represent exactly; wider or signed types into narrower ones are refused, except
  /// that 64-bit integers become Double where each value survives.
  static func read<Scalar: TensorScalar>(
    _ data: UnsafeRawBufferPointer, type: String, count: Int, into target: UnsafeMutablePointer<Scalar>, path: String
  ) throws(NPYError) {
    let (order, kind) = (type.first ?? "|", String(type.dropFirst()))
    let swapped = order == ">"
    func mismatch() -> NPYError { .typeMismatch(path: path, stored: type, requested: "\(Scalar.self)") }

    if type == Scalar.npyType, let start = data.baseAddress {
      if Scalar.self == Bool.self {
        for i in 0..<count { target[i] = (data[i] != 0) as! Scalar }
      } else {
        UnsafeMutableRawPointer(target).copyMemory(from: start, byteCount: count * MemoryLayout<Scalar>.stride)
      }
      return
    }
    func convert<Source>(_: Source.Type, _ element: (Source) -> Scalar?) throws(NPYError) {
      for i in 0..<count {
        var bytes = data.loadUnaligned(fromByteOffset: i * MemoryLayout<Source>.size, as: Source.self)
        if swapped {
          withUnsafeMutableBytes(of: &bytes) { bytes in
            for k in 0..<bytes.count / 2 { bytes.swapAt(k, bytes.count - 1 - k) }
          }
        }
        guard let value = element(bytes) else { throw mismatch() }
        target[i] = value
      }
    }
    switch kind {
    case "f8": try convert(Double.self) { Scalar.exactly($0) }
    case "f4": try convert(Float.self) { Scalar.exactly($0) }
    case "f2":
      try convert(UInt16.self) { bits in
        var (half, single) = (bits, Float(0))
        martlet_f16_to_f32(&half, &single, 1)
        return Scalar.exactly(single)
      }
    case "i8": try convert(Int64.self) { Scalar.exactly($0) }
    case "i4": try convert(Int32.self) { Scalar.exactly($0) }
    case "i2": try convert(Int16.self) { Scalar.exactly($0) }
    case "i1": try convert(Int8.self) { Scalar.exactly($0) }
    case "u8": try convert(UInt64.self) { Scalar.exactly($0) }
    case "u4": try convert(UInt32.self) { Scalar.exactly($0) }
    case "u2": try convert(UInt16.self) { Scalar.exactly($0) }
    case "u1": try convert(UInt8.self) { Scalar.exactly($0) }
    case "b1": try convert(UInt8.self) { Scalar.exactly($0 == 0 ? UInt8(0) : 1) }
    default: throw .unsupportedType(path: path, type: type)
    }
  }
}

extension TensorScalar {
  fileprivate static func exactly(_ value: some BinaryInteger) -> Self? {
    switch Self.self {
    case is Double.Type: Double(exactly: value) as? Self
    case is Float.Type: Float(exactly: value) as? Self
    case is Int.Type: Int(exactly: value) as? Self
    case is Int64.Type: Int64(exactly: value) as? Self
    case is Int32.Type: Int32(exactly: value) as? Self
    case is Int16.Type: Int16(exactly: value) as? Self
    case is Int8.Type: Int8(exactly: value) as? Self
    case is UInt64.Type: UInt64(exactly: value) as? Self
    case is UInt32.Type: UInt32(exactly: value) as? Self
    case is UInt16.Type: UInt16(exactly: value) as? Self
    case is UInt8.Type: UInt8(exactly: value) as? Self
    default: nil
    }
  }

  /// Floating-point numbers stay such, and never lose digits; NaN and infinity survive.
  fileprivate static func exactly(_ value: Double) -> Self? { Self.self == Double.self ? value as? Self : nil }

  fileprivate static func exactly(_ value: Float) -> Self? {
    Self.self == Double.self ? Double(value) as? Self : value as? Self
  }
}
