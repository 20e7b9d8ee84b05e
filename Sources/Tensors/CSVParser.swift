// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cuts the bytes of a CSV file into rows of fields, by RFC 4180: fields in quotation marks may hold separators, line ends
/// and doubled quotation marks. Lines end with LF or CR LF; empty ones are passed over.
struct CSVParser {
  struct Row {
    var fields: [String]
    /// The line that the row begins at, from 1.
    var line: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private let separator: UInt8
  private let path: String
  private var position = 0
  private var line = 1

  init(_ bytes: UnsafeRawBufferPointer, separator: Character, path: String) {
    guard let ascii = separator.asciiValue, separator != "\"", !separator.isNewline else {
      trap("CSV: the separator must be one ASCII character, but is '\(separator)'")
    }
    (self.bytes, self.separator, self.path) = (bytes, ascii, path)
    // The mark that some programs put before UTF-8.
    if bytes.prefix(3).elementsEqual([0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// The next row; nil behind the last.
  mutating func next() throws(CSVError) -> Row? {
    while position < bytes.count {
      let isQuoted = bytes[position] == 0x22
      let row = Row(fields: try fields(), line: line)
      line += 1 + row.fields.reduce(0) { $0 + $1.utf8.count { $0 == 0x0a } }
      if isQuoted || row.fields != [""] { return row }
    }
    return nil
  }

  private mutating func fields() throws(CSVError) -> [String] {
    var fields: [String] = []
    while true {
      fields.append(position < bytes.count && bytes[position] == 0x22 ? try quotedField() : plainField())
      guard position < bytes.count else { return fields }
      let byte = bytes[position]
      position += 1
      if byte == 0x0a { return fields }
    }
  }

  /// Up to a separator or line end, which is left.
  private mutating func plainField() -> String {
    let start = position
    while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0a { position += 1 }
    var end = position
    if end > start, position == bytes.count || bytes[position] == 0x0a, bytes[end - 1] == 0x0d { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func quotedField() throws(CSVError) -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte != 0x22 {
        text.append(byte)
      } else if position < bytes.count, bytes[position] == 0x22 {
        text.append(byte)
        position += 1
      } else {
        // What some programs write after the closing mark belongs to the field.
        return String(decoding: text, as: UTF8.self) + plainField()
      }
    }
    throw .openQuote(path: path, line: line)
  }
}
