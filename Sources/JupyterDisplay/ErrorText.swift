// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import Glibc

/// What the worker says of an error that a cell's top level threw: the type's name, a newline, and the error in words,
/// its own if it has any.
/// - Returns: a C string that the caller frees.
@_cdecl("martlet_describe_error")
public func _martletDescribeError(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutablePointer<CChar>? {
  let error = unsafeBitCast(pointer, to: (any Error).self)
  return strdup("\(type(of: error))\n\(ErrorText.describe(error))")
}

enum ErrorText {
  static func describe(_ error: any Error) -> String {
    guard let localized = error as? any LocalizedError else { return "\(error)" }
    let parts = [localized.errorDescription, localized.failureReason, localized.recoverySuggestion].compactMap(\.self)
    return parts.isEmpty ? "\(error)" : parts.joined(separator: " ")
  }
}
