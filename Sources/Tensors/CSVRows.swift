// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Glibc

/// All rows of a CSV file, of equal length, with the names of the columns taken off.
struct CSVRows {
  let names: [String]
  let rows: [CSVRecord]

  init(_ path: String, header: Bool?, separator: Character?) throws(CSVError) {
    let file: MappedFile
    do throws(FileError) { file = try MappedFile(path) } catch { throw CSVError(error) }
    defer { withExtendedLifetime(file) {} }
    let character = separator ?? (path.hasSuffix(".tsv") ? "\t" : ",")
    guard let byte = CSVRecordReader.separator(character) else {
      trap(
        "CSV: the separator must be one ASCII character that is neither a quotation mark nor a line end, but is "
          + String(character).debugDescription)
    }
    let rows: [CSVRecord]
    do throws(CSVProblem) {
      rows = try Self.records(file.bytes, separator: byte)
    } catch {
      throw CSVError(error, path: path)
    }
    if let first = rows.first, let row = rows.first(where: { $0.fields.count != first.fields.count }) {
      throw .raggedRow(path: path, line: row.line, fields: row.fields.count, expected: first.fields.count)
    }
    guard let first = rows.first else { throw .empty(path: path) }
    if header ?? !first.fields.allSatisfy({ CSVNumber.parsed($0) != nil }) {
      names = first.fields
      self.rows = Array(rows.dropFirst())
    } else {
      names = first.fields.indices.map { "column \($0 + 1)" }
      self.rows = rows
    }
  }

  private static func records(_ bytes: UnsafeRawBufferPointer, separator: UInt8) throws(CSVProblem) -> [CSVRecord] {
    var (reader, position) = (CSVRecordReader(separator: separator), 0)
    var records: [CSVRecord] = []
    while let record = try reader.next(bytes, from: &position) { records.append(record) }
    if let last = try reader.finish() { records.append(last) }
    return records
  }
}

/// Numbers in the fields of a CSV file.
enum CSVNumber {
  private static let missing: Set<String> = ["", "na", "n/a", "nan", "null", "none"]

  /// NaN for a missing field, nil for a text.
  static func parsed(_ field: String) -> Double? {
    if let number = Double(field) { return number }
    let trimmed = field.drop { $0 == " " || $0 == "\t" }
    let end = trimmed.lastIndex { $0 != " " && $0 != "\t" }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
    let text = String(trimmed[..<end])
    return Double(text) ?? (missing.contains(text.lowercased()) ? .nan : nil)
  }

  static func column(_ fields: [String]) -> Tensor<Double>? {
    var values: [Double] = []
    values.reserveCapacity(fields.count)
    for field in fields {
      guard let value = parsed(field) else { return nil }
      values.append(value)
    }
    return Tensor(values)
  }

  /// The shortest text that reads back as the same number; nothing for NaN, the missing one.
  static func text(_ value: some FloatingPoint & CustomStringConvertible) -> String {
    if value.isNaN { return "" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
