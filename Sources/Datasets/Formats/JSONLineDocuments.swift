// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats

/// The documents of a file with one JSON object per line. Blank lines are passed over.
struct JSONLineDocuments: DocumentReader {
  private var lines: LineReader
  private let text: String
  private let fields: [String]
  private let wanted: Set<String>
  private let file: String
  private let start: Int
  private var row = 0

  init(_ lines: LineReader, text: String, fields: [String], file: String, from row: Int) {
    self.lines = lines
    self.text = text
    self.fields = fields
    self.file = file
    start = row
    wanted = Set([text] + fields)
  }

  mutating func next() async throws -> Document? {
    while let line = try await lines.next() {
      defer { row += 1 }
      guard row >= start, !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { continue }
      return try document(line)
    }
    return nil
  }

  private func document(_ line: ArraySlice<UInt8>) throws(DatasetError) -> Document {
    let object: JSONObjectReader
    do throws(JSONObjectReader.Problem) {
      object = try JSONObjectReader.read(line, wanted: wanted)
    } catch {
      throw .damaged(
        file: file, place: "line \(row + 1), character \(Self.character(error.position, line))",
        reason: reason(error, line))
    }
    func string(_ name: String) throws(DatasetError) -> String? {
      switch object.values[name] {
      case .text(let text): text
      case .null: nil
      case nil: throw .noSuchField(file: "\(file), line \(row + 1)", name: name, known: object.names.sorted())
      }
    }
    var more: [String: String] = [:]
    for name in fields { more[name] = try string(name) }
    return Document(
      text: try string(text) ?? "", fields: more, position: DocumentPosition(file: file, row: row))
  }

  private func reason(_ problem: JSONObjectReader.Problem, _ line: ArraySlice<UInt8>) -> String {
    if row == 0, line.first { $0 != 0x20 } == UInt8(ascii: "[") {
      return "the file holds one JSON list; each document must be an object on a line of its own"
    }
    return "\(problem.reason) (the line begins with \(Self.excerpt(line)))"
  }

  /// Where a byte stands, as editors count.
  private static func character(_ position: Int, _ line: ArraySlice<UInt8>) -> Int {
    String(decoding: line.prefix(position), as: UTF8.self).count + 1
  }

  private static func excerpt(_ line: ArraySlice<UInt8>) -> String {
    let start = String(decoding: line.prefix(40), as: UTF8.self)
    return "\"\(start)\(line.count > 40 ? "…" : "")\""
  }
}
