// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The records of a file of separated values (RFC 4180): quoted fields may hold separators, line ends and doubled quotes.
struct CSVReader {
  private var stream: ByteStream
  private let separator: UInt8
  private let file: String
  private var bytes: [UInt8] = []
  private var position = 0
  /// The line that the next record begins at, from 1.
  private(set) var line = 1

  init(_ stream: ByteStream, separator: UInt8, file: String) {
    self.stream = stream
    self.separator = separator
    self.file = file
  }

  private mutating func nextByte() async throws(DatasetError) -> UInt8? {
    if position == bytes.count {
      guard let more = try await stream.next() else { return nil }
      bytes = more
      position = 0
    }
    defer { position += 1 }
    return bytes[position]
  }

  /// The fields of the next record; nil behind the last. Empty lines are no records.
  mutating func next() async throws(DatasetError) -> [String]? {
    let start = line
    var (fields, field): ([String], [UInt8]) = ([], [])
    var (isQuoted, wasQuoted, hasContent) = (false, false, false)
    func finish() -> String { String(decoding: field, as: UTF8.self) }
    while let byte = try await nextByte() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isQuoted {
        if byte == UInt8(ascii: "\"") { isQuoted = false } else { field.append(byte) }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted, UInt8(ascii: "\"") where wasQuoted:
        // A quote behind a quoted part is a doubled quote.
        if wasQuoted { field.append(byte) }
        (isQuoted, wasQuoted, hasContent) = (true, true, true)
      case separator:
        fields.append(finish())
        (field, wasQuoted, hasContent) = ([], false, true)
      case UInt8(ascii: "\n"):
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        guard hasContent || !field.isEmpty else { return try await next() }
        return fields + [finish()]
      default:
        field.append(byte)
      }
    }
    guard !isQuoted else {
      throw .damaged(
        file: file, place: "line \(start)", reason: "a quoted field is not closed before the end of the file")
    }
    return hasContent || !field.isEmpty ? fields + [finish()] : nil
  }
}
