// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What went wrong with a safetensors file. Each case names the file; positions are bytes from its start.
public enum SafetensorsError: Error, CustomStringConvertible, Equatable {
  /// The operating system refused; `reason` is its own text.
  case system(path: String, action: String, reason: String)
  /// The file does not begin as safetensors files do.
  case notSafetensors(path: String, reason: String)
  /// The header, or the index of a checkpoint in several files, is not what the format asks for.
  case malformedHeader(path: String, reason: String)
  /// The place of a tensor does not fit its shape, its neighbours or the file.
  case badOffsets(path: String, tensor: String, range: Range<Int>, reason: String)
  /// The file ends before its tensors do; `tensor` is the first that is cut.
  case truncated(path: String, tensor: String, expectedBytes: Int, actualBytes: Int)
  /// No tensor has this name.
  case missing(path: String, tensor: String, known: [String])
  /// Elements of a type that is not supported, such as 8-bit floating-point numbers.
  case unsupportedType(path: String, tensor: String, dtype: String)
  /// The elements cannot become the asked-for type.
  case typeMismatch(path: String, tensor: String, dtype: String, requested: String)

  public var description: String {
    switch self {
    case .system(let path, let action, let reason): return "\(path): cannot \(action): \(reason)"
    case .notSafetensors(let path, let reason): return "\(path): not a safetensors file: \(reason)"
    case .malformedHeader(let path, let reason): return "\(path): the header is malformed: \(reason)"
    case .badOffsets(let path, let tensor, let range, let reason):
      return "\(path): tensor '\(tensor)' at bytes \(range.lowerBound) to \(range.upperBound): \(reason)"
    case .truncated(let path, let tensor, let expected, let actual):
      return "\(path): ends at byte \(actual), inside tensor '\(tensor)'; the header says \(expected) bytes; "
        + "was the download complete?"
    case .missing(let path, let tensor, let known):
      let names = known.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      return "\(path): has no tensor '\(tensor)'; it has \(known.count)"
        + (known.isEmpty ? "" : ", the most alike \(names)")
    case .unsupportedType(let path, let tensor, let dtype):
      return "\(path): tensor '\(tensor)' has elements of type \(dtype), which are not supported; "
        + "save it as F32, F16 or BF16"
    case .typeMismatch(let path, let tensor, let dtype, let requested):
      return "\(path): tensor '\(tensor)' holds \(dtype), which does not fit Tensor<\(requested)> without loss"
    }
  }

  init(_ error: FileError) { self = .system(path: error.path, action: error.action, reason: error.reason) }
}
