// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The documents of a file with one JSON object per line. Blank lines are passed over.
struct JSONLineDocuments: DocumentReader {
  private var lines: LineReader
  private let text: String
  private let fields: [String]
  private let file: String
  private let start: Int
  private var row = 0

  init(_ lines: LineReader, text: String, fields: [String], file: String, from row: Int) {
    self.lines = lines
    self.text = text
    self.fields = fields
    self.file = file
    start = row
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
    let value: Any
    do {
      value = try JSONSerialization.jsonObject(with: Data(line))
    } catch {
      throw .damaged(file: file, place: "line \(row + 1)", reason: "it is not JSON (\(Self.excerpt(line)))")
    }
    guard let object = value as? [String: Any] else {
      throw .damaged(file: file, place: "line \(row + 1)", reason: "it is not a JSON object (\(Self.excerpt(line)))")
    }
    func string(_ name: String) throws(DatasetError) -> String? {
      guard let value = object[name] else {
        throw .noSuchField(file: "\(file), line \(row + 1)", name: name, known: object.keys.sorted())
      }
      return value is NSNull ? nil : value as? String ?? "\(value)"
    }
    var more: [String: String] = [:]
    for name in fields { more[name] = try string(name) }
    return Document(
      text: try string(text) ?? "", fields: more, position: DocumentPosition(file: file, row: row))
  }

  private static func excerpt(_ line: ArraySlice<UInt8>) -> String {
    let start = String(decoding: line.prefix(40), as: UTF8.self)
    return "\"\(start)\(line.count > 40 ? "…" : "")\""
  }
}
