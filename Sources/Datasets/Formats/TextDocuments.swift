// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The documents of a plain text in UTF-8; bytes that are none become U+FFFD.
struct TextDocuments: DocumentReader {
  private var lines: LineReader
  private let unit: TextUnit
  private let file: String
  private let start: Int
  private var row = 0

  init(_ lines: LineReader, unit: TextUnit, file: String, from row: Int) {
    self.lines = lines
    self.unit = unit
    self.file = file
    start = row
  }

  mutating func next() async throws -> Document? {
    while let text = try await nextText() {
      defer { row += 1 }
      if row >= start { return Document(text: text, position: DocumentPosition(file: file, row: row)) }
    }
    return nil
  }

  private mutating func nextText() async throws -> String? {
    var bytes: [UInt8] = []
    var hasLine = false
    while let line = try await lines.next() {
      if unit == .line { return String(decoding: line, as: UTF8.self) }
      let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if unit == .paragraph, isBlank {
        if hasLine { break }
        continue
      }
      if hasLine { bytes.append(UInt8(ascii: "\n")) }
      bytes += line
      hasLine = true
    }
    return hasLine ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
