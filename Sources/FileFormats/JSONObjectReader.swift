// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads one JSON object as Python's `json` does, for the few members that are wanted: `NaN` and `Infinity` are numbers, and
/// half of a surrogate pair or a byte that is not UTF-8 becomes U+FFFD instead of ending the data.
package struct JSONObjectReader {
  /// Where and why the text is no JSON object.
  package struct Problem: Error {
    /// Bytes from the start of the text.
    package let position: Int
    package let reason: String
  }

  /// A member's value. Numbers, truth values, lists and objects stay as they are written.
  package enum Value: Equatable, Sendable {
    case null
    case text(String)
  }

  /// The names of all members, in order.
  package private(set) var names: [String] = []
  /// The members that were wanted; of several with one name, the last.
  package private(set) var values: [String: Value] = [:]

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  package static func read(
    _ bytes: ArraySlice<UInt8>, wanted: Set<String>
  ) throws(Problem) -> JSONObjectReader {
    // The pointer is not looked at once this returns: names and values are copies.
    let result = bytes.withUnsafeBytes { bytes -> Result<JSONObjectReader, Problem> in
      var reader = JSONObjectReader(bytes: bytes)
      do throws(Problem) {
        try reader.readMembers(wanted)
        return .success(reader)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private func problem(_ reason: String) -> Problem {
    Problem(position: position, reason: position >= bytes.count ? "it ends too early" : reason)
  }

  private mutating func peek() throws(Problem) -> UInt8 {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
      position += 1
    }
    throw problem("")
  }

  private mutating func take(_ character: Unicode.Scalar, _ reason: String) throws(Problem) {
    guard try peek() == UInt8(ascii: character) else { throw problem(reason) }
    position += 1
  }

  private mutating func readMembers(_ wanted: Set<String>) throws(Problem) {
    try take("{", "it is not a JSON object")
    if try peek() == UInt8(ascii: "}") {
      position += 1
    } else {
      while true {
        let name = try string()
        names.append(name)
        try take(":", "a colon is missing after a name")
        if wanted.contains(name) { values[name] = try value() } else { try skipValue() }
        if try peek() == UInt8(ascii: "}") { break }
        try take(",", "a comma or the end of the object is missing")
      }
      position += 1
    }
    while position < bytes.count {
      guard [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) else { throw problem("there is text after the object") }
      position += 1
    }
  }

  private mutating func value() throws(Problem) -> Value {
    if try peek() == UInt8(ascii: "\"") { return .text(try string()) }
    let start = position
    try skipValue()
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return text == "null" ? .null : .text(text)
  }

  /// Passes over a value of any depth; the closing marks that are still to come are on a stack of our own.
  private mutating func skipValue() throws(Problem) {
    var open: [UInt8] = []
    while true {
      var isComplete = true
      switch try peek() {
      case UInt8(ascii: "{"):
        position += 1
        open.append(UInt8(ascii: "}"))
        isComplete = try peek() == UInt8(ascii: "}")
        if !isComplete { try skipName() }
      case UInt8(ascii: "["):
        position += 1
        open.append(UInt8(ascii: "]"))
        isComplete = try peek() == UInt8(ascii: "]")
      case UInt8(ascii: "\""): try skipString()
      default: try skipWord()
      }
      guard isComplete else { continue }
      while let closing = open.last {
        let byte = try peek()
        if byte == closing {
          position += 1
          open.removeLast()
          continue
        }
        guard byte == UInt8(ascii: ",") else {
          throw problem("a comma or \(Character(Unicode.Scalar(closing))) is missing")
        }
        position += 1
        if closing == UInt8(ascii: "}") { try skipName() }
        break
      }
      if open.isEmpty { return }
    }
  }

  private mutating func skipName() throws(Problem) {
    guard try peek() == UInt8(ascii: "\"") else { throw problem("a name in quotation marks is missing") }
    try skipString()
    try take(":", "a colon is missing after a name")
  }

  private mutating func skipString() throws(Problem) {
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return }
    }
    position = bytes.count
    throw problem("")
  }

  /// A number or one of the words, also those that only Python writes.
  private mutating func skipWord() throws(Problem) {
    let start = position
    while position < bytes.count, Self.isOfWord(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    let words: Set = ["true", "false", "null", "NaN", "Infinity", "-Infinity"]
    guard !words.contains(word), !Self.isNumber(word.utf8[...]) else { return }
    // A word that the text ends in was cut; any other is wrong where it begins.
    if position < bytes.count { position = start }
    throw problem("a value is missing")
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    func digits() -> Int {
      let count = rest.prefix { $0 &- 0x30 < 10 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    // No digit follows a leading zero.
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !startsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  // MARK: Strings

  private mutating func string() throws(Problem) -> String {
    guard try peek() == UInt8(ascii: "\"") else { throw problem("a text in quotation marks is missing") }
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
        position += 1
      }
      text += bytes[start..<position]
      guard position < bytes.count else { break }
      position += 1
      if bytes[position - 1] == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      try readEscape(into: &text)
    }
    throw problem("")
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(Problem) {
    guard position < bytes.count else { throw problem("") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if code & 0xFC00 == 0xD800, let low = lowSurrogate() { code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF }
      text += UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}")!
    default:
      position -= 1
      throw problem("a backslash stands before a character that needs none")
    }
  }

  /// The other half of a pair, if it comes next; anything else stays where it is.
  private mutating func lowSurrogate() -> UInt32? {
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    let start = position
    position += 2
    if let code = try? hexadecimal(), code & 0xFC00 == 0xDC00 { return code }
    position = start
    return nil
  }

  private mutating func hexadecimal() throws(Problem) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw problem("four hexadecimal digits are missing after \\u")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
