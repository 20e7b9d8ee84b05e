// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What went wrong with a `.npy` or `.npz` file. Each case names the file; positions are bytes from its start.
public enum NPYError: Error, CustomStringConvertible, Equatable {
  /// The operating system refused; `reason` is its own text.
  case system(path: String, action: String, reason: String)
  /// The file does not begin as `.npy` files do.
  case notNPY(path: String)
  case unknownVersion(path: String, major: Int)
  /// The header is not the dictionary the format asks for.
  case malformedHeader(path: String, header: String, reason: String)
  /// Elements of a type that is not supported, such as complex numbers or Python objects.
  case unsupportedType(path: String, type: String)
  /// The elements cannot become the asked-for type without loss.
  case typeMismatch(path: String, stored: String, requested: String)
  case truncated(path: String, expectedBytes: Int, actualBytes: Int)
  /// Not a ZIP archive as `.npz` files are, or a damaged one; `place` says where.
  case damagedArchive(path: String, place: String, reason: String)
  /// The archive holds no array of this name.
  case missing(path: String, name: String, known: [String])
  /// More bytes than the shape says.
  case trailingBytes(path: String, expectedBytes: Int, actualBytes: Int)

  public var description: String {
    switch self {
    case .system(let path, let action, let reason): "\(path): cannot \(action): \(reason)"
    case .notNPY(let path): "\(path): not a .npy file: byte 0 should begin the text \\x93NUMPY"
    case .unknownVersion(let path, let major):
      "\(path): byte 6: .npy version \(major) is unknown; versions 1 to 3 can be read"
    case .malformedHeader(let path, let header, let reason):
      "\(path): the header is malformed: \(reason); it reads \(header)"
    case .unsupportedType(let path, let type):
      "\(path): elements of type '\(type)' are not supported; save them as numbers or booleans"
    case .typeMismatch(let path, let stored, let requested):
      "\(path): holds '\(stored)', which does not fit Tensor<\(requested)> without loss; "
        + "read it as its own type and convert"
    case .truncated(let path, let expected, let actual):
      "\(path): ends at byte \(actual), but header and shape say \(expected) bytes; was the download complete?"
    case .damagedArchive(let path, let place, let reason): "\(path): \(place): \(reason)"
    case .missing(let path, let name, let known):
      "\(path): holds no array '\(name)'; it holds \(known.isEmpty ? "none at all" : known.joined(separator: ", "))"
    case .trailingBytes(let path, let expected, let actual):
      "\(path): has \(actual) bytes, but header and shape say \(expected); is it more than one array?"
    }
  }
}
