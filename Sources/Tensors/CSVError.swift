// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What went wrong with a CSV file. Each case names the file; lines and columns count from 1.
public enum CSVError: Error, CustomStringConvertible, Equatable {
  /// The operating system refused; `reason` is its own text.
  case system(path: String, action: String, reason: String)
  case empty(path: String)
  /// A quoted field that begins in this line has no end.
  case openQuote(path: String, line: Int)
  /// A row has more or fewer fields than the first.
  case raggedRow(path: String, line: Int, fields: Int, expected: Int)
  /// A field should be a number and is not.
  case notANumber(path: String, line: Int, column: Int, name: String, text: String)
  case missingColumn(path: String, name: String, known: [String])

  public var description: String {
    switch self {
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .empty(let path): "\(path): has no rows"
    case .openQuote(let path, let line):
      "\(path): line \(line): a field begins with a quotation mark, and the file ends before its closing one"
    case .raggedRow(let path, let line, let fields, let expected):
      "\(path): line \(line): has \(fields) fields, the first row \(expected); is the separator another one?"
    case .notANumber(let path, let line, let column, let name, let text):
      "\(path): line \(line), column \(column) ('\(name)'): '\(text)' is not a number; "
        + "read the file as a CSVTable and take this column as texts"
    case .missingColumn(let path, let name, let known):
      "\(path): has no column '\(name)', but \(known.joined(separator: ", "))"
    }
  }

  init(_ error: FileError) { self = .system(path: error.path, action: error.action, reason: error.reason) }
}
