// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads the documents of one file, in order.
protocol DocumentReader {
  /// The next document, of which the text may be empty; nil at the end.
  mutating func next() async throws -> Document?
}

/// What a file's documents are made of.
enum DocumentFormat: Sendable, Hashable {
  case parquet(text: String, fields: [String])
  case jsonLines(text: String, fields: [String])
  case csv(text: String, fields: [String], separator: UInt8)
  case text(TextUnit)

  /// - Parameter row: the first row that is wanted.
  func reader(_ source: any ByteSource, from row: Int) async throws -> any DocumentReader {
    switch self {
    case .parquet(let text, let fields):
      return try await ParquetDocuments(source, text: text, fields: fields, from: row)
    case .jsonLines(let text, let fields):
      return JSONLineDocuments(
        LineReader(try await ByteStream(source)), text: text, fields: fields, file: source.name, from: row)
    case .csv(let text, let fields, let separator):
      let records = CSVReader(try await ByteStream(source), separator: separator, file: source.name)
      return try await CSVDocuments(records, text: text, fields: fields, file: source.name, from: row)
    case .text(let unit):
      return TextDocuments(
        LineReader(try await ByteStream(source, mayBeMarkup: true)), unit: unit, file: source.name, from: row)
    }
  }
}

/// What counts as one document in a plain text.
public enum TextUnit: Sendable, Hashable {
  /// A whole file.
  case file
  /// What stands between empty lines.
  case paragraph
  case line
}
