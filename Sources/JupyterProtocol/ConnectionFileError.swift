// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a connection file cannot be used.
public enum ConnectionFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String)
  case unwritable(path: String)
  case malformed(path: String, reason: String)
  case unsupportedTransport(String)
  case unsupportedSignatureScheme(String)
  /// One of the two CurveZMQ keys is there without the other; going on in clear text would break a promise.
  case incompleteCurveKeys

  public var description: String {
    switch self {
    case .unreadable(let path): "the connection file '\(path)' does not exist or cannot be read"
    case .unwritable(let path): "the connection file '\(path)' cannot be written"
    case .malformed(let path, let reason): "the connection file '\(path)' is not readable: \(reason)"
    case .unsupportedTransport(let name): "the connection file asks for transport '\(name)'; tcp and ipc are supported"
    case .unsupportedSignatureScheme(let name):
      "the connection file asks for signature scheme '\(name)'; hmac-sha256 is supported"
    case .incompleteCurveKeys:
      "the connection file has one of curve_publickey and curve_secretkey; encryption needs both"
    }
  }
}
