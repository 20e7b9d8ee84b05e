// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials

/// JSON text and values, the same way everywhere: slashes are not escaped, keys of one level are sorted.
public enum JSON {
  /// The UTF-8 text of a value. Sorted keys make the text of a value reproducible.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return [UInt8](try encoder.encode(value))
  }

  /// Reads a value from UTF-8 text.
  /// - Throws: `DecodingError`.
  public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}

extension JSONValue {
  /// Parses a JSON document.
  /// - Throws: `DecodingError`.
  public init(parsing text: String) throws { self = try JSON.decode(from: Array(text.utf8)) }

  /// The document as JSON text.
  public var jsonText: String {
    get throws { String(decoding: try JSON.encode(self), as: UTF8.self) }
  }
}

extension KeyedDecodingContainer {
  /// A member that clients may leave out or send as null.
  func decode<Value: Decodable>(_ key: Key, default fallback: @autoclosure () -> Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? fallback()
  }
}

extension DecodingError {
  /// One line: where in the document, and what is wrong there.
  package var summary: String {
    let (context, problem): (Context, String) =
      switch self {
      case .keyNotFound(let key, let context): (context, "'\(key.stringValue)' is missing")
      case .typeMismatch(let type, let context): (context, "not of type \(type)")
      case .valueNotFound(let type, let context): (context, "null where a \(type) is needed")
      case .dataCorrupted(let context): (context, context.debugDescription)
      @unknown default: (Context(codingPath: [], debugDescription: ""), "not readable")
      }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? problem : "at '\(path)': \(problem)"
  }
}
