// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Reads JSON as Python does, for files that must come back as they were.
///
/// Unlike Foundation's decoder it tells `1.0` from `1`, takes Python's `NaN` and `Infinity`, and says at which line and
/// column a file is broken. Integers beyond 64 bits become doubles.
struct NotebookJSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private static let maximumDepth = 200

  /// - Throws: `NotebookError.invalidJSON`.
  static func parse(_ bytes: [UInt8]) throws(NotebookError) -> JSONValue {
    var parser = NotebookJSONParser(bytes: bytes)
    let value = try parser.value()
    parser.skipWhitespace()
    guard parser.position == bytes.count else { throw parser.failure("text after the end of the document") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private func failure(_ problem: String) -> NotebookError {
    let end = min(position, bytes.count)
    let line = bytes[..<end].count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: bytes[lineStart..<end], as: UTF8.self).unicodeScalars.count + 1
    return .invalidJSON(
      line: line, column: column, problem: position >= bytes.count ? "the file ends too early" : problem)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipWhitespace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipWhitespace()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(NotebookError) -> JSONValue {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw failure("nested too deeply") }
    skipWhitespace()
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where "-0123456789".utf8.contains(byte): return try number()
    default:
      for (word, value) in Self.words where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      if Self.words.contains(where: { $0.0.utf8.starts(with: bytes[position...]) }) { position = bytes.count }
      throw failure("a value was expected")
    }
  }

  private static let words: [(String, JSONValue)] = [
    ("true", true), ("false", false), ("null", nil), ("NaN", .double(.nan)), ("Infinity", .double(.infinity)),
  ]

  private mutating func object() throws(NotebookError) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    if skip("}") { return .object(members) }
    repeat {
      skipWhitespace()
      guard current == UInt8(ascii: "\"") else { throw failure("a member's name in double quotes was expected") }
      let name = try string()
      guard skip(":") else { throw failure("':' was expected") }
      members[name] = try value()
    } while skip(",")
    guard skip("}") else { throw failure("',' or '}' was expected") }
    return .object(members)
  }

  private mutating func array() throws(NotebookError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if skip("]") { return .array(elements) }
    repeat { elements.append(try value()) } while skip(",")
    guard skip("]") else { throw failure("',' or ']' was expected") }
    return .array(elements)
  }

  private mutating func number() throws(NotebookError) -> JSONValue {
    let start = position
    if bytes[position...].starts(with: "-Infinity".utf8) {
      position += 9
      return .double(-.infinity)
    }
    while let byte = current, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let value = Int(text) { return .int(value) }
    guard let value = Double(text) else {
      // At the end of the file it is half a number.
      if position < bytes.count { position = start }
      throw failure("'\(text)' is not a number")
    }
    return .double(value)
  }

  private mutating func string() throws(NotebookError) -> String {
    position += 1
    var result: [UInt8] = []
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: result, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &result)
      } else if byte < 0x20 {
        throw failure("a control character inside a string")
      } else {
        result.append(byte)
        position += 1
      }
    }
    throw failure("the string does not end")
  }

  private mutating func escape(into result: inout [UInt8]) throws(NotebookError) {
    position += 1
    guard let byte = current else { throw failure("the string does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "u"):
      var code = UInt32(try codeUnit())
      let isLead = (0xD800..<0xDC00).contains(code)
      if isLead, bytes[position...].starts(with: "\\u".utf8) {
        let beforeTrail = position
        position += 2
        let trail = UInt32(try codeUnit())
        if (0xDC00..<0xE000).contains(trail) {
          code = 0x10000 + (code - 0xD800) << 10 + (trail - 0xDC00)
        } else {
          position = beforeTrail
        }
      }
      // Half of a surrogate pair has no UTF-8.
      result += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    default:
      position -= 1
      throw failure("an unknown escape")
    }
  }

  private mutating func codeUnit() throws(NotebookError) -> UInt16 {
    let digits = bytes[position..<min(position + 4, bytes.count)]
    if digits.count < 4 { position = bytes.count }
    guard digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw failure("four hexadecimal digits were expected")
    }
    position += 4
    return unit
  }
}
