// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads JSON from memory, value by value, without building a tree: a vocabulary of 50,000 tokens in milliseconds.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private let path: String
  /// The text of the last string read, in UTF-8.
  private(set) var string: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, path: String) {
    self.bytes = bytes
    self.path = path
    // Some editors put a mark in front that says "UTF-8".
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The last string read.
  var text: String { String(decoding: string, as: UTF8.self) }

  func error(_ reason: String) -> TokenizerError {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return .malformed(path: path, line: line, reason: reason)
  }

  /// The next byte that is not white space, without taking it.
  mutating func peek() throws -> UInt8 {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    throw error("the file ends in the middle of a value; was the download complete?")
  }

  mutating func take(_ byte: UInt8, _ what: String) throws {
    guard try peek() == byte else { throw error("expected \(what)") }
    position += 1
  }

  /// Reads an object; `body` is called after each key, which is in `string`, and reads the value.
  mutating func readObject(_ body: (inout JSONScanner) throws -> Void) throws {
    try take(UInt8(ascii: "{"), "an object, which begins with {")
    if try peek() == UInt8(ascii: "}") { return position += 1 }
    while true {
      try readString()
      try take(UInt8(ascii: ":"), "a colon after a key")
      try body(&self)
      if try peek() == UInt8(ascii: ",") { position += 1 } else { break }
    }
    try take(UInt8(ascii: "}"), "a comma or the end of the object, }")
  }

  /// Reads an array; `body` reads each value.
  mutating func readArray(_ body: (inout JSONScanner) throws -> Void) throws {
    try take(UInt8(ascii: "["), "an array, which begins with [")
    if try peek() == UInt8(ascii: "]") { return position += 1 }
    while true {
      try body(&self)
      if try peek() == UInt8(ascii: ",") { position += 1 } else { break }
    }
    try take(UInt8(ascii: "]"), "a comma or the end of the array, ]")
  }

  /// Reads a string into `string`.
  mutating func readString() throws {
    try take(UInt8(ascii: "\""), "a string, which begins with a quotation mark")
    string.removeAll(keepingCapacity: true)
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return }
      if byte == UInt8(ascii: "\\") { try readEscape() } else { string.append(byte) }
    }
    throw error("the file ends inside a string; was the download complete?")
  }

  mutating func readInteger() throws -> Int {
    var (value, digits) = (0, 0)
    let negative = try peek() == UInt8(ascii: "-")
    if negative { position += 1 }
    while position < bytes.count, bytes[position] &- 0x30 < 10, digits < 18 {
      value = value * 10 + Int(bytes[position] - 0x30)
      digits += 1
      position += 1
    }
    guard digits > 0 else { throw error("expected a whole number") }
    return negative ? -value : value
  }

  mutating func readBool() throws -> Bool {
    let word = try readWord()
    guard word == "true" || word == "false" else { throw error("expected true or false, found \(word)") }
    return word == "true"
  }

  mutating func readBoolOrNull() throws -> Bool? { try readNull() ? nil : try readBool() }

  /// Takes `null` if it comes next.
  mutating func readNull() throws -> Bool {
    guard try peek() == UInt8(ascii: "n") else { return false }
    guard try readWord() == "null" else { throw error("expected a value") }
    return true
  }

  mutating func skipValue() throws {
    switch try peek() {
    case UInt8(ascii: "{"): try readObject { try $0.skipValue() }
    case UInt8(ascii: "["): try readArray { try $0.skipValue() }
    case UInt8(ascii: "\""): try readString()
    default: if try readWord().isEmpty { throw error("expected a value") }
    }
  }

  /// Nothing but white space may follow the outermost value.
  mutating func expectEnd() throws {
    while position < bytes.count {
      guard [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) else { throw error("text after the end of the value") }
      position += 1
    }
  }

  /// A number or one of `true`, `false`, `null`.
  private mutating func readWord() throws -> String {
    _ = try peek()
    let start = position
    while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  private mutating func readEscape() throws {
    guard position < bytes.count else { throw error("the file ends inside a string") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): string.append(0x0A)
    case UInt8(ascii: "t"): string.append(0x09)
    case UInt8(ascii: "r"): string.append(0x0D)
    case UInt8(ascii: "b"): string.append(0x08)
    case UInt8(ascii: "f"): string.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): string.append(byte)
    case UInt8(ascii: "u"):
      var code = try readHexadecimal()
      if code & 0xFC00 == 0xD800, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        code = 0x10000 + (code & 0x3FF) << 10 + (try readHexadecimal()) & 0x3FF
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("half of a surrogate pair in a string") }
      string.append(contentsOf: UTF8.encode(scalar)!)
    default: throw error("unknown escape \\\(Character(Unicode.Scalar(byte))) in a string")
    }
  }

  private mutating func readHexadecimal() throws -> UInt32 {
    guard position + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw error("expected four hexadecimal digits after \\u") }
    position += 4
    return value
  }
}
