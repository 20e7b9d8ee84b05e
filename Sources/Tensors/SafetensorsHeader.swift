// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import FoundationEssentials

/// The beginning of a safetensors file: the length of a JSON object, and the object, which says where each tensor lies.
struct SafetensorsHeader {
  var entries: [String: Safetensors.Entry] = [:]
  var metadata: [String: String] = [:]

  /// The library that defines the format accepts no longer header.
  private static let longest = 100_000_000

  init(_ file: MappedFile) throws(SafetensorsError) {
    let (path, bytes) = (file.path, file.bytes)
    guard bytes.count >= 8 else {
      throw .notSafetensors(path: path, reason: "it has \(bytes.count) bytes, and the first 8 should say a length")
    }
    let length = bytes.loadUnaligned(as: UInt64.self).littleEndian
    guard length <= Self.longest, bytes.count > 8, length > 0, bytes[8] == UInt8(ascii: "{") else {
      throw .notSafetensors(path: path, reason: "bytes 0 to 8 are not the length of a header that begins with '{'")
    }
    let start = 8 + Int(length)
    guard bytes.count >= start else {
      throw .notSafetensors(path: path, reason: "it ends at byte \(bytes.count), inside the header of \(start) bytes")
    }
    let fields: [String: SafetensorsField]
    do {
      fields = try JSONDecoder().decode([String: SafetensorsField].self, from: Data(bytes[8..<start]))
    } catch {
      throw .malformedHeader(path: path, reason: describe(decodingError: error))
    }
    var end = start
    let tensors = fields.compactMapValues(\.tensor).sorted {
      ($0.value.begin, $0.value.end, $0.key) < ($1.value.begin, $1.value.end, $1.key)
    }
    for (name, field) in tensors {
      let entry = try field.entry(named: name, path: path, dataStart: start)
      let range = entry.byteRange
      guard range.lowerBound == end else {
        let reason = range.lowerBound < end ? "it overlaps the tensor before it" : "there is a gap before it"
        throw .badOffsets(path: path, tensor: name, range: range, reason: "\(reason), which ends at byte \(end)")
      }
      end = range.upperBound
      entries[name] = entry
    }
    if bytes.count < end {
      let cut = tensors.first { start + $0.value.end > bytes.count }?.key ?? ""
      throw .truncated(path: path, tensor: cut, expectedBytes: end, actualBytes: bytes.count)
    }
    guard bytes.count == end else {
      throw .malformedHeader(
        path: path, reason: "its tensors end at byte \(end), but the file has \(bytes.count) bytes")
    }
    for case .metadata(let text) in fields.values { metadata = text }
  }

  /// How many bytes an element takes; nil for types that the format does not know.
  static func size(of dtype: String) -> Int? {
    switch dtype {
    case "F64", "I64", "U64": 8
    case "F32", "I32", "U32": 4
    case "F16", "BF16", "I16", "U16": 2
    case "I8", "U8", "BOOL", "F8_E4M3", "F8_E5M2", "F8_E8M0": 1
    default: nil
    }
  }
}

/// A member of the header.
private enum SafetensorsField: Decodable {
  case metadata([String: String])
  case tensor(TensorField)

  var tensor: TensorField? {
    guard case .tensor(let field) = self else { return nil }
    return field
  }

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try [String: String](from: decoder))
    } else {
      self = .tensor(try TensorField(from: decoder))
    }
  }
}

private struct TensorField: Decodable {
  let dtype: String
  let shape: [Int]
  let begin: Int
  let end: Int

  private enum CodingKeys: String, CodingKey { case dtype, shape, offsets = "data_offsets" }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    dtype = try container.decode(String.self, forKey: .dtype)
    shape = try container.decode([Int].self, forKey: .shape)
    let offsets = try container.decode([Int].self, forKey: .offsets)
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] < 1 << 48 else {
      throw DecodingError.dataCorruptedError(
        forKey: .offsets, in: container, debugDescription: "\(offsets) are not the beginning and end of a tensor")
    }
    (begin, end) = (offsets[0], offsets[1])
  }

  func entry(named name: String, path: String, dataStart: Int) throws(SafetensorsError) -> Safetensors.Entry {
    let range = dataStart + begin..<dataStart + end
    guard let size = SafetensorsHeader.size(of: dtype) else {
      throw .unsupportedType(path: path, tensor: name, dtype: dtype)
    }
    var bytes = size
    for length in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else {
        throw .badOffsets(path: path, tensor: name, range: range, reason: "\(shape) is not a shape")
      }
      bytes = product
    }
    guard bytes == end - begin else {
      throw .badOffsets(
        path: path, tensor: name, range: range,
        reason: "\(dtype) elements of shape \(describe(shape: shape)) take \(bytes) bytes, not \(end - begin)")
    }
    return Safetensors.Entry(dtype: dtype, shape: shape, path: path, byteRange: range)
  }
}

/// What JSON has wrong, in one line.
package func describe(decodingError error: any Error) -> String {
  func place(_ context: DecodingError.Context) -> String {
    let keys = context.codingPath.map(\.stringValue).joined(separator: ".")
    return (keys.isEmpty ? "" : "'\(keys)': ") + context.debugDescription
  }
  return switch error as? DecodingError {
  case .keyNotFound(let key, let context)?: "\(place(context)) ('\(key.stringValue)' is missing)"
  case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?, .dataCorrupted(let context)?: place(context)
  default: "\(error)"
  }
}
