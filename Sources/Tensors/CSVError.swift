// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats

/// What went wrong with a CSV file. Each case names the file; lines and columns count from 1.
public enum CSVError: Error, CustomStringConvertible, Equatable {
  /// The operating system refused; `reason` is its own text.
  case system(path: String, action: String, reason: String)
  case empty(path: String)
  /// A quoted field that begins in this line has no end.
  case openQuote(path: String, line: Int)
  /// The text is in another encoding than UTF-8; `reason` says which it may be, and how to convert it.
  case encoding(path: String, line: Int, reason: String)
  /// A row has more or fewer fields than the first.
  case raggedRow(path: String, line: Int, fields: Int, expected: Int)
  /// A field should be a number and is not.
  case notANumber(path: String, line: Int, column: Int, name: String, text: String)
  case missingColumn(path: String, name: String, known: [String])

  public var description: String {
    switch self {
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .empty(let path): "\(path): has no rows"
    case .openQuote(let path, let line): "\(path): line \(line): \(CSVProblem.openQuote(line: line).reason)"
    case .encoding(let path, let line, let reason): "\(path): line \(line): \(reason)"
    case .raggedRow(let path, let line, let fields, let expected):
      "\(path): line \(line): has \(fields) fields, the first row \(expected); is the separator a different one?"
    case .notANumber(let path, let line, let column, let name, let text):
      "\(path): line \(line), column \(column) ('\(name)'): '\(text)' is not a number; "
        + "read the file as a CSVTable and take this column as texts"
    case .missingColumn(let path, let name, let known):
      "\(path): has no column '\(name)'; it has \(known.joined(separator: ", "))"
    }
  }

  init(_ problem: CSVProblem, path: String) {
    self =
      if case .openQuote(let line) = problem {
        .openQuote(path: path, line: line)
      } else {
        .encoding(path: path, line: problem.line, reason: problem.reason)
      }
  }

  init(_ error: FileError) { self = .system(path: error.path, action: error.action, reason: error.reason) }
}
