// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

/// Reads elements of any type of the format as those of a tensor.
enum SafetensorsElements {
  /// Returns false where the elements do not fit the type.
  static func read<Scalar: TensorScalar>(
    _ bytes: UnsafeRawBufferPointer, _ entry: Safetensors.Entry, named name: String, count: Int,
    into target: UnsafeMutablePointer<Scalar>
  ) throws(SafetensorsError) -> Bool {
    switch (entry.dtype, target) {
    case ("F16", let target as UnsafeMutablePointer<Float>): widen(bytes, count, into: target, martlet_f16_to_f32)
    case ("BF16", let target as UnsafeMutablePointer<Float>): widen(bytes, count, into: target, martlet_bf16_to_f32)
    case ("F16", let target as UnsafeMutablePointer<Double>): widen(bytes, count, into: target, martlet_f16_to_f32)
    case ("BF16", let target as UnsafeMutablePointer<Double>): widen(bytes, count, into: target, martlet_bf16_to_f32)
    case ("F64", let target as UnsafeMutablePointer<Float>):
      for i in 0..<count { target[i] = Float(bytes.loadUnaligned(fromByteOffset: 8 * i, as: Double.self)) }
    case ("F16", _), ("BF16", _): return false
    default:
      guard let type = npyTypes[entry.dtype] else {
        throw .unsupportedType(path: entry.path, tensor: name, dtype: entry.dtype)
      }
      do throws(NPYError) {
        try NPYElements.read(bytes, type: type, count: count, into: target, path: entry.path)
      } catch {
        return false
      }
    }
    return true
  }

  private typealias Widening = (UnsafeRawPointer, UnsafeMutablePointer<Float>, Int) -> Void

  private static func widen(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, into target: UnsafeMutablePointer<Float>, _ kernel: Widening
  ) {
    guard let start = bytes.baseAddress else { return }
    parallel(count, grain: 1 << 16) { kernel(start + 2 * $0.lowerBound, target + $0.lowerBound, $0.count) }
  }

  private static func widen(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, into target: UnsafeMutablePointer<Double>, _ kernel: Widening
  ) {
    let values = Tensor<Float>(uninitialized: [count])
    widen(bytes, count, into: values.base, kernel)
    for i in 0..<count { target[i] = Double(values.base[i]) }
  }

  private static let npyTypes = [
    "F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1", "U64": "<u8", "U32": "<u4",
    "U16": "<u2", "U8": "|u1", "BOOL": "|b1",
  ]
}
