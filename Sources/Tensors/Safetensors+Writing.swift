// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
internal import FoundationEssentials

/// A tensor of any element type that a safetensors file can hold.
public protocol SafetensorsValue: Sendable {
  var shape: [Int] { get }
  /// The type of the elements as the format writes it: `F32`, `I64`, …
  var safetensorsType: String { get }
  /// The elements in row order, as they are stored.
  func withElementBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows
}

extension Tensor: SafetensorsValue {
  public var safetensorsType: String { Scalar.safetensorsType }

  public func withElementBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try withUnsafeBufferPointer { try body(UnsafeRawBufferPointer($0)) }
  }
}

extension TensorScalar {
  /// How the format writes the type; every element type of a tensor has a place in it.
  static var safetensorsType: String {
    switch npyType {
    case "<f8": "F64"
    case "<f4": "F32"
    case "<i8": "I64"
    case "<i4": "I32"
    case "<i2": "I16"
    case "|i1": "I8"
    case "<u8": "U64"
    case "<u4": "U32"
    case "<u2": "U16"
    case "|u1": "U8"
    default: "BOOL"
    }
  }
}

extension Safetensors {
  /// Writes named tensors as a file that any reader of the format understands.
  ///
  /// ```swift
  /// try Safetensors.write(["directions": directions, "layers": Tensor([3, 7])], to: "probe.safetensors")
  /// ```
  /// The file appears under its name only when it is complete; a failure leaves an older one as it was.
  /// - Parameter metadata: free text to store beside the tensors.
  /// - Throws: ``SafetensorsError``, with the operating system's reason.
  public static func write(
    _ tensors: [String: any SafetensorsValue], metadata: [String: String] = [:], to path: String
  ) throws(SafetensorsError) {
    // Wide elements first: then every tensor is aligned for its type, as the format's own library sees to.
    let ordered = tensors.sorted { a, b in
      let x = SafetensorsHeader.size(of: a.value.safetensorsType)!
      let y = SafetensorsHeader.size(of: b.value.safetensorsType)!
      return x == y ? a.key < b.key : x > y
    }
    if tensors["__metadata__"] != nil {
      throw .malformedHeader(path: path, reason: "a tensor cannot be named '__metadata__'; give texts as `metadata:`")
    }
    let header = encodedHeader(ordered, metadata)
    do {
      let file = try AtomicFile(path)
      try file.write(header)
      for (_, tensor) in ordered { try tensor.withElementBytes { try file.write($0) } }
      try file.finish()
    } catch let error as FileError {
      throw SafetensorsError(error)
    } catch {
      throw .system(path: path, action: "write it", reason: "\(error)")
    }
  }

  private static func encodedHeader(
    _ tensors: [(key: String, value: any SafetensorsValue)], _ metadata: [String: String]
  ) -> [UInt8] {
    var (members, end) = ([String](), 0)
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { JSONText.quoted($0.key) + ":" + JSONText.quoted($0.value) }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    for (name, tensor) in tensors {
      let type = tensor.safetensorsType
      let start = end
      end += tensor.shape.reduce(SafetensorsHeader.size(of: type)!, *)
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(JSONText.quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}")
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    // The elements begin at a multiple of a cache line, so that they can be used where they lie.
    text += [UInt8](repeating: UInt8(ascii: " "), count: (64 - (text.count + 8) % 64) % 64)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }
}
