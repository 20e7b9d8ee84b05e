// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A small table with named columns of numbers or texts, read from a CSV file or made in a cell.
///
/// ```swift
/// let table = try CSVTable("scores.csv")
/// table["accuracy"].mean()                       // a column of numbers, NaN where a field is missing
/// table.texts("model")                           // a column as it stands in the file
/// table.numbers("age", "weight")                 // rows × 2
/// ```
/// A column is one of numbers if every field of it is a number or missing: empty, or `NA`, `N/A`, `NaN`, `null` or `None`
/// in any case.
public struct CSVTable: Sendable {
  /// Where the table came from; empty for one made in a cell.
  public let path: String
  /// The names of the columns: those of the header, or `column 1` and so on.
  public let columns: [String]
  /// The number of rows.
  public let count: Int
  let texts: [[String]]
  let values: [Tensor<Double>?]

  /// Reads a file.
  /// - Parameters:
  ///   - header: whether the first row names the columns; by default it does unless all its fields are numbers.
  ///   - separator: one ASCII character; a tab for `.tsv` files.
  /// - Throws: ``CSVError``, which names the line.
  public init(_ path: String, header: Bool? = nil, separator: Character? = nil) throws(CSVError) {
    let rows = try CSVRows(path, header: header, separator: separator)
    let texts = rows.names.indices.map { column in rows.rows.map { $0.fields[column] } }
    self.init(path: path, columns: rows.names, texts: texts, values: texts.map { CSVNumber.column($0) })
  }

  /// Columns of numbers under their names, in order.
  public init(_ columns: KeyValuePairs<String, Tensor<Double>>) {
    let count = columns.first?.value.count ?? 0
    for (name, values) in columns where values.shape != [count] {
      trap("CSVTable: column '\(name)' has shape \(describe(shape: values.shape)), but the first has \(count) rows")
    }
    self.init(
      path: "", columns: columns.map(\.key), texts: columns.map { $0.value.map { CSVNumber.text($0) } },
      values: columns.map(\.value))
  }

  init(path: String, columns: [String], texts: [[String]], values: [Tensor<Double>?]) {
    (self.path, self.columns, self.texts, self.values, count) = (path, columns, texts, values, texts.first?.count ?? 0)
  }

  /// A column of numbers. Traps where there is none of this name, or it holds texts.
  public subscript(name: String) -> Tensor<Double> {
    let column = index(of: name, "CSVTable")
    if let values = values[column] { return values }
    let row = texts[column].firstIndex { CSVNumber.parsed($0) == nil } ?? 0
    trap(
      "CSVTable: column '\(name)' holds texts ('\(texts[column][row])' in row \(row)); take it with texts(\"\(name)\")")
  }

  /// A column as texts. Traps where there is none of this name.
  public func texts(_ name: String) -> [String] { texts[index(of: name, "texts")] }

  /// Columns of numbers side by side: rows × columns. Without names all that are numbers.
  public func numbers(_ names: String...) -> Tensor<Double> {
    let chosen = names.isEmpty ? zip(columns, values).filter { $1 != nil }.map(\.0) : names
    guard !chosen.isEmpty else { return Tensor(repeating: 0, shape: [count, 0]) }
    return stack(chosen.map { self[$0] }, axis: 1)
  }

  private func index(of name: String, _ operation: String) -> Int {
    guard let index = columns.firstIndex(of: name) else {
      trap("\(operation): there is no column '\(name)'; there are \(columns.joined(separator: ", "))")
    }
    return index
  }
}
