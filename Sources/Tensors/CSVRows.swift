// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// All rows of a CSV file, of equal length, with the names of the columns taken off.
struct CSVRows {
  let names: [String]
  let rows: [CSVParser.Row]

  init(_ path: String, header: Bool?, separator: Character?) throws(CSVError) {
    let file: MappedFile
    do throws(FileError) { file = try MappedFile(path) } catch { throw CSVError(error) }
    defer { withExtendedLifetime(file) {} }
    var parser = CSVParser(file.bytes, separator: separator ?? (path.hasSuffix(".tsv") ? "\t" : ","), path: path)
    var rows: [CSVParser.Row] = []
    while let row = try parser.next() {
      if let first = rows.first, row.fields.count != first.fields.count {
        throw .raggedRow(path: path, line: row.line, fields: row.fields.count, expected: first.fields.count)
      }
      rows.append(row)
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
