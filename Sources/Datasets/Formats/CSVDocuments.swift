// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The documents of a file of separated values, whose first record names the fields.
struct CSVDocuments: DocumentReader {
  private var records: CSVReader
  private let file: String
  private let start: Int
  private var row = 0
  private let width: Int
  private let text: Int
  private let fields: [(name: String, index: Int)]

  init(_ records: CSVReader, text: String, fields: [String], file: String, from row: Int) async throws {
    self.records = records
    self.file = file
    start = row
    guard let head = try await self.records.next()?.fields else {
      throw DatasetError.damaged(file: file, place: "line 1", reason: "there is no record that names the fields")
    }
    func index(_ name: String) throws -> Int {
      guard let index = head.firstIndex(of: name) else {
        throw DatasetError.noSuchField(file: file, name: name, known: head)
      }
      return index
    }
    width = head.count
    self.text = try index(text)
    self.fields = try fields.map { ($0, try index($0)) }
  }

  mutating func next() async throws -> Document? {
    while true {
      guard let record = try await records.next() else { return nil }
      guard record.fields.count == width else {
        throw DatasetError.damaged(
          file: file, place: "line \(record.line)",
          reason: "\(record.fields.count) fields, but the first line names \(width)")
      }
      defer { row += 1 }
      guard row >= start else { continue }
      var more: [String: String] = [:]
      for field in fields { more[field.name] = record.fields[field.index] }
      return Document(text: record.fields[text], fields: more, position: DocumentPosition(file: file, row: row))
    }
  }
}
