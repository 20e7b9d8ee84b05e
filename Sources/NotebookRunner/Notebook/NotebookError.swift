// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a file could not be read as a notebook, or written.
public enum NotebookError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// The text is not JSON, or ends too early. Lines and columns count from one.
  case invalidJSON(line: Int, column: Int, problem: String)
  /// JSON, but not a notebook.
  case notANotebook(problem: String)
  case unsupportedVersion(Int)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    case .invalidJSON(let line, let column, let problem):
      "not a notebook: invalid JSON at line \(line), column \(column): \(problem)"
    case .notANotebook(let problem): "not a notebook: \(problem)"
    case .unsupportedVersion(let version) where version < 4:
      "not a notebook of format 4: it has format \(version); "
        + "'jupyter nbconvert --to notebook --nbformat 4' converts it"
    case .unsupportedVersion(let version):
      "not a notebook of format 4: it has format \(version), which is newer than this program"
    }
  }
}
