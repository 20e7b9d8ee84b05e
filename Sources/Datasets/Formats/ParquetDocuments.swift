// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The documents of a parquet file: of each row group only the columns that are asked for are read, a row group ahead.
struct ParquetDocuments: DocumentReader {
  private let file: ParquetFile
  private let name: String
  private let columns: [String]
  private let text: String
  private var group = 0
  /// The row in the file that the row group begins at.
  private var groupStart = 0
  private var row: Int
  private var buffers: [ColumnBuffer] = []
  private var ahead: Task<[ParquetPages], any Error>?

  /// - Parameter row: the first row that is wanted; row groups before it are not read.
  init(_ source: any ByteSource, text: String, fields: [String], from row: Int) async throws {
    file = try await ParquetFile(source)
    name = source.name
    self.text = text
    columns = [text] + fields
    self.row = row
    for column in columns where !file.fields.contains(where: { $0.name == column }) {
      throw DatasetError.noSuchField(file: name, name: column, known: file.fields.map(\.name))
    }
    while group < file.rowGroups.count, groupStart + file.rowGroups[group] <= row {
      groupStart += file.rowGroups[group]
      group += 1
    }
    fetchAhead()
  }

  private mutating func fetchAhead() {
    guard group < file.rowGroups.count else {
      ahead = nil
      return
    }
    ahead = Task { [file, columns, group] in
      var pages: [ParquetPages] = []
      for column in columns { pages.append(try await file.pages(column, rowGroup: group)) }
      return pages
    }
  }

  mutating func next() async throws -> Document? {
    while true {
      if !buffers.isEmpty, row < groupStart + file.rowGroups[group - 1] { return try document() }
      if group > 0, !buffers.isEmpty { groupStart += file.rowGroups[group - 1] }
      guard let task = ahead else { return nil }
      buffers = try await task.value.map(ColumnBuffer.init)
      group += 1
      fetchAhead()
      for index in buffers.indices { try buffers[index].skip(to: row - groupStart) }
    }
  }

  private mutating func document() throws -> Document {
    let position = DocumentPosition(file: name, row: row)
    var values: [String: String] = [:]
    for (index, column) in columns.enumerated() { values[column] = try buffers[index].next() }
    row += 1
    return Document(text: values.removeValue(forKey: text) ?? "", fields: values, position: position)
  }
}

/// The values of a column as text, decoded page by page.
private struct ColumnBuffer {
  var pages: ParquetPages
  private var page: ParquetColumn?
  private var position = 0

  init(pages: ParquetPages) { self.pages = pages }

  mutating func skip(to row: Int) throws(DatasetError) {
    for _ in 0..<max(row, 0) { _ = try next() }
  }

  /// Nil for a null.
  mutating func next() throws(DatasetError) -> String? {
    while page == nil || position >= page!.count {
      guard let next = try pages.next() else {
        throw .damaged(file: pages.file, place: pages.place, reason: "it has fewer values than the row group has rows")
      }
      page = next
      position = 0
    }
    defer { position += 1 }
    return page!.text(at: position)
  }
}
