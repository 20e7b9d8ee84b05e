// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a connection file cannot be used.
public enum ConnectionFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String)
  case unwritable(path: String)
  case malformed(path: String, reason: String)
  case unsupportedTransport(String)
  case unsupportedSignatureScheme(String)
  /// The file asks for CurveZMQ; going on in clear text would break that promise.
  case encryptionUnsupported

  public var description: String {
    switch self {
    case .unreadable(let path): "the connection file '\(path)' does not exist or cannot be read"
    case .unwritable(let path): "the connection file '\(path)' cannot be written"
    case .malformed(let path, let reason): "the connection file '\(path)' is not readable: \(reason)"
    case .unsupportedTransport(let name): "the connection file asks for transport '\(name)'; tcp and ipc are supported"
    case .unsupportedSignatureScheme(let name):
      "the connection file asks for signature scheme '\(name)'; hmac-sha256 is supported"
    case .encryptionUnsupported:
      "the connection file asks for CurveZMQ encryption, which this kernel does not have; "
        + "set transport_encryption to 'disabled' or 'auto' in the kernel manager"
    }
  }
}
