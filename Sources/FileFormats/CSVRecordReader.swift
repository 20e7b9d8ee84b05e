// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A record of a file of separated values.
package struct CSVRecord: Equatable, Sendable {
  package var fields: [String]
  /// The line that it begins at, from 1.
  package var line: Int

  package init(fields: [String], line: Int) {
    self.fields = fields
    self.line = line
  }
}

/// Cuts bytes, which may arrive in pieces, into the records of a file of separated values.
///
/// By RFC 4180: fields in quotation marks may hold separators, line ends and doubled quotation marks. What follows a closing
/// mark belongs to the field, as in Python's `csv`. Lines end with LF, CR LF or CR; empty ones are no records. A mark of
/// UTF-8 at the start, which Excel writes, is left out; any other encoding is an error that names it.
package struct CSVRecordReader: Sendable {
  private enum Place { case start, plain, quoted, afterQuote }

  private let separator: UInt8
  private var place = Place.start
  private var fields: [String] = []
  private var field: [UInt8] = []
  /// Whether the record is one although it has no text: `""` is, an empty line is not.
  private var wasQuoted = false
  private var endedWithReturn = false
  private var markLength: Int? = 0
  private var line = 1
  private var recordLine = 1

  package init(separator: UInt8) { self.separator = separator }

  /// The byte of a separator; nil for what cannot be one.
  package static func separator(_ character: Character) -> UInt8? {
    guard let byte = character.asciiValue, byte != 0x22, !character.isNewline else { return nil }
    return byte
  }

  /// Goes on behind `position`; nil when the bytes are used up and more are needed.
  package mutating func next(
    _ bytes: UnsafeRawBufferPointer, from position: inout Int
  ) throws(CSVProblem) -> CSVRecord? {
    try skipMark(bytes, &position)
    while position < bytes.count {
      let byte = bytes[position]
      if endedWithReturn {
        endedWithReturn = false
        if byte == 0x0A {
          position += 1
          continue
        }
      }
      switch place {
      case .start where byte == 0x22:
        position += 1
        (place, wasQuoted) = (.quoted, true)
      case .afterQuote where byte == 0x22:
        position += 1
        field.append(byte)
        place = .quoted
      case .start, .afterQuote: place = .plain
      case .quoted: takeQuoted(bytes, &position)
      case .plain:
        if let record = try takePlain(bytes, &position) { return record }
      }
    }
    return nil
  }

  /// The record that the file ends in without a line end; nil where there is none.
  package mutating func finish() throws(CSVProblem) -> CSVRecord? {
    guard place != .quoted else { throw .openQuote(line: recordLine) }
    if let length = markLength { field += Self.mark.prefix(length) }
    markLength = nil
    return try endRecord()
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private mutating func skipMark(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(CSVProblem) {
    while let length = markLength, position < bytes.count {
      // No text in UTF-8 holds these.
      if length == 0, bytes[position] >= 0xFE { throw .utf16 }
      if bytes[position] == Self.mark[length] {
        position += 1
        markLength = length == 2 ? nil : length + 1
      } else {
        field += Self.mark.prefix(length)
        if length > 0 { place = .plain }
        markLength = nil
      }
    }
  }

  private mutating func takeQuoted(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) {
    let start = position
    while position < bytes.count, bytes[position] != 0x22 {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
    field += bytes[start..<position]
    guard position < bytes.count else { return }
    position += 1
    place = .afterQuote
  }

  /// Up to the end of the field, and behind it.
  private mutating func takePlain(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int
  ) throws(CSVProblem) -> CSVRecord? {
    let start = position
    while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A, bytes[position] != 0x0D {
      position += 1
    }
    field += bytes[start..<position]
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    place = .start
    guard byte != separator else {
      try endField()
      return nil
    }
    let record = try endRecord()
    line += 1
    recordLine = line
    endedWithReturn = byte == 0x0D
    return record
  }

  private mutating func endField() throws(CSVProblem) {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw .notUTF8(line: recordLine, byte: Self.firstForeignByte(field))
    }
    if field.contains(0) { throw .nul(line: recordLine) }
    fields.append(text)
    field.removeAll(keepingCapacity: true)
  }

  private mutating func endRecord() throws(CSVProblem) -> CSVRecord? {
    guard wasQuoted || !fields.isEmpty || !field.isEmpty else { return nil }
    try endField()
    defer { (fields, wasQuoted, place) = ([], false, .start) }
    return CSVRecord(fields: fields, line: recordLine)
  }

  private static func firstForeignByte(_ bytes: [UInt8]) -> UInt8 {
    var (parser, iterator) = (Unicode.UTF8.ForwardParser(), bytes.makeIterator())
    var position = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): position += scalar.count
      case .error, .emptyInput: return position < bytes.count ? bytes[position] : 0
      }
    }
  }
}
