// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a data set cannot be read, or not any further. Documents that were read before stay good.
public enum DatasetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such file, or it cannot be opened.
  case unreadable(file: String, reason: String)
  /// The bytes are not what the format asks for.
  /// - place: for example `row group 2, column text, page 5` or `line 120`.
  case damaged(file: String, place: String, reason: String)
  /// The text is in another encoding than UTF-8; `reason` says which it may be, and how to convert it.
  case encoding(file: String, line: Int, reason: String)
  /// The file is sound and holds something that this reader does not know.
  case unsupported(file: String, what: String)
  case noSuchField(file: String, name: String, known: [String])
  /// The data set has no files, or none of the kind.
  case empty(name: String, reason: String)
  /// The position to resume from is none of this data set.
  case noSuchPosition(DocumentPosition, name: String)

  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
    case .damaged(let file, let place, let reason): "\(file) is damaged at \(place): \(reason)"
    case .encoding(let file, let line, let reason): "\(file), line \(line): \(reason)"
    case .unsupported(let file, let what): "\(file) holds \(what), which is not supported"
    case .noSuchField(let file, let name, let known):
      "\(file) has no field \"\(name)\"; it has \(known.map { "\"\($0)\"" }.joined(separator: ", "))"
    case .empty(let name, let reason): "\(name): \(reason)"
    case .noSuchPosition(let position, let name): "\(name) has no \(position) to resume from"
    }
  }
}
