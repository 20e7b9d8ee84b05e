// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Testing

@Suite struct CSVRecordReaderTests {
  /// Reads bytes that arrive in pieces of `size`.
  private func records(
    _ bytes: some Collection<UInt8>, in size: Int = .max, separator: UInt8 = 0x2C
  ) throws(CSVProblem) -> [CSVRecord] {
    var reader = CSVRecordReader(separator: separator)
    var records: [CSVRecord] = []
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      let result = piece.withUnsafeBytes { bytes -> Result<[CSVRecord], CSVProblem> in
        var (position, found): (Int, [CSVRecord]) = (0, [])
        do throws(CSVProblem) {
          while let record = try reader.next(bytes, from: &position) { found.append(record) }
          return .success(found)
        } catch {
          return .failure(error)
        }
      }
      records += try result.get()
    }
    if let last = try reader.finish() { records.append(last) }
    return records
  }

  private func fields(_ text: String, separator: UInt8 = 0x2C) throws -> [[String]] {
    try records(text.utf8, separator: separator).map(\.fields)
  }

  // What Python's csv.reader gives for the same texts, without empty rows.
  @Test(arguments: [
    ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
    ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    ("a\r\n\r\n\n\rb", [["a"], ["b"]]),
    (",\n,,\n", [["", ""], ["", "", ""]]),
    ("\"a,\"\"b\"\"\n\",c\n", [["a,\"b\"\n", "c"]]),
    ("\"\"\n\"\",\n", [[""], ["", ""]]),
    ("\"a\"\r\n\"b\"\r\"c\"", [["a"], ["b"], ["c"]]),
    ("a\"b,c\"\n", [["a\"b", "c\""]]),
    ("\"a\"b\"c\",d", [["ab\"c\"", "d"]]),
    ("\"a\r\nb\",c\r\n", [["a\r\nb", "c"]]),
    (" a , b \n", [[" a ", " b "]]),
    ("ä,漢\n🐦,\u{FEFF}x\n", [["ä", "漢"], ["🐦", "\u{FEFF}x"]]),
    ("", []),
    ("\n\n\r\n", []),
  ]) func `records are those of Python's csv, however the bytes are cut`(text: String, expected: [[String]]) throws {
    #expect(try fields(text) == expected)
    for size in [1, 2, 3, 7] { #expect(try records(text.utf8, in: size).map(\.fields) == expected) }
    #expect(try fields("\u{FEFF}" + text) == expected, "with the mark that Excel writes")
    for size in [1, 2, 4] { #expect(try records("\u{FEFF}\(text)".utf8, in: size).map(\.fields) == expected) }
  }

  @Test func `other separators leave commas alone`() throws {
    for separator in [";", "\t", "|", " "] as [Character] {
      let byte = try #require(CSVRecordReader.separator(separator))
      #expect(try fields("a,1\(separator)\"b\(separator)\"\n", separator: byte) == [["a,1", "b\(separator)"]])
    }
    for separator in ["\"", "\n", "\r", "\r\n", "–", "é"] as [Character] {
      #expect(CSVRecordReader.separator(separator) == nil)
    }
  }

  @Test func `records know the line that they begin at`() throws {
    let found = try records("a\n\n\"b\nc\",d\r\n\r\ne\rf\n".utf8)
    #expect(found.map(\.line) == [1, 3, 6, 7])
  }

  @Test func `millions of empty lines take neither the stack nor time`() throws {
    let text = Array("a,b\n".utf8) + [UInt8](repeating: 0x0A, count: 3_000_000) + Array("c,d".utf8)
    let found = try records(text)
    #expect(found == [CSVRecord(fields: ["a", "b"], line: 1), CSVRecord(fields: ["c", "d"], line: 3_000_002)])
  }

  @Test func `other encodings are named, with the line`() throws {
    let latin1 = Array("name,town\nAda,London\nJos".utf8) + [0xE9] + Array(",M".utf8) + [0xFC, 0x0A]
    #expect(throws: CSVProblem.notUTF8(line: 3, byte: 0xE9)) { try records(latin1) }
    #expect(CSVProblem.notUTF8(line: 3, byte: 0xE9).reason.contains("0xE9 is not UTF-8; the file may be in Latin-1"))
    let windows = Array("price\n".utf8) + [0x80, 0x35]
    #expect(throws: CSVProblem.notUTF8(line: 2, byte: 0x80)) { try records(windows) }
    // A character cut in half, an overlong form, half of a surrogate pair.
    for bytes: [UInt8] in [[0x61, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
      #expect(throws: CSVProblem.self) { try records([0x61, 0x2C] + bytes) }
    }
    for mark: [UInt8] in [[0xFF, 0xFE], [0xFE, 0xFF]] {
      let wide =
        mark
        + "a,b\n".utf16.flatMap {
          mark[0] == 0xFF ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)]
        }
      for size in [1, .max] { #expect(throws: CSVProblem.utf16) { try records(wide, in: size) } }
    }
    #expect(throws: CSVProblem.nul(line: 1)) {
      try records("a,b\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }
  }

  @Test func `a quoted field without an end is placed where its record begins`() {
    #expect(throws: CSVProblem.openQuote(line: 2)) { try records("a\nb,\"c\n\nd\n".utf8) }
  }
}
