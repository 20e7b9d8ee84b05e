// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension CSVTable {
  /// Writes the table with its header, fields in quotation marks where they need them.
  ///
  /// The file appears under its name only when it is complete; a failure leaves an older one as it was.
  /// - Throws: ``CSVError``, with the operating system's reason.
  public func write(csv path: String, separator: Character = ",") throws(CSVError) {
    try writeCSV(path, separator, header: columns, rows: count) { row, column in texts[column][row] }
  }
}

extension Tensor where Scalar == Double {
  /// Reads a file of numbers: rows × columns, NaN where a field is missing.
  /// - Parameters:
  ///   - header: whether the first row names the columns; by default it does unless all its fields are numbers.
  ///   - separator: one ASCII character; a tab for `.tsv` files.
  /// - Throws: ``CSVError``, which names line and column of what is not a number.
  public init(csv path: String, header: Bool? = nil, separator: Character? = nil) throws(CSVError) {
    let table = try CSVRows(path, header: header, separator: separator)
    var values: [Double] = []
    values.reserveCapacity(table.rows.count * table.names.count)
    for row in table.rows {
      for (column, field) in row.fields.enumerated() {
        guard let value = CSVNumber.parsed(field) else {
          throw .notANumber(path: path, line: row.line, column: column + 1, name: table.names[column], text: field)
        }
        values.append(value)
      }
    }
    self.init(values, shape: [table.rows.count, table.names.count])
  }
}

extension Tensor where Scalar: NumberScalar {
  /// Writes a matrix, or a line as one column, with the digits that read back as the same numbers; NaN is left empty.
  /// - Parameter columns: names for the first row; none are written without them.
  /// - Throws: ``CSVError``, with the operating system's reason.
  public func write(csv path: String, columns: [String] = [], separator: Character = ",") throws(CSVError) {
    guard rank == 1 || rank == 2 else {
      trap("write(csv:): one or two axes are needed, but the shape is \(describe(shape: shape)); reshape it first")
    }
    let matrix = rank == 2 ? self : self[..., newAxis]
    guard columns.isEmpty || columns.count == matrix.shape[1] else {
      trap("write(csv:): \(columns.count) names for \(matrix.shape[1]) columns (shape \(describe(shape: shape)))")
    }
    // The digits that a Float needs are fewer than those of the same number as a Double.
    let (floats, doubles) = (matrix as? Tensor<Float>, matrix.doubles)
    try writeCSV(path, separator, header: columns, rows: matrix.shape[0], width: matrix.shape[1]) { row, column in
      floats.map { CSVNumber.text($0[row, column]) } ?? CSVNumber.text(doubles[row, column])
    }
  }
}

private func writeCSV(
  _ path: String, _ separator: Character, header: [String], rows: Int, width: Int? = nil,
  _ field: (_ row: Int, _ column: Int) -> String
) throws(CSVError) {
  func quoted(_ text: String) -> String {
    // A lone missing value must not look like an empty line.
    if text.isEmpty { return (width ?? header.count) == 1 ? "\"\"" : "" }
    let needsQuotes =
      text.contains { $0 == separator || $0 == "\"" || $0.isNewline } || text.first == " " || text.last == " "
    guard needsQuotes else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
  do throws(FileError) {
    let file = try AtomicFile(path)
    let between = String(separator)
    if !header.isEmpty { try file.write(Array((header.map(quoted).joined(separator: between) + "\n").utf8)) }
    var pending: [UInt8] = []
    for row in 0..<rows {
      pending += (0..<(width ?? header.count)).map { quoted(field(row, $0)) }.joined(separator: between).utf8
      pending.append(0x0a)
      if pending.count > 1 << 16 {
        try file.write(pending)
        pending = []
      }
    }
    try file.write(pending)
    try file.finish()
  } catch {
    throw CSVError(error)
  }
}
