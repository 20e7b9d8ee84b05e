// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ
import Glibc

/// A failed ZeroMQ call: what was tried, with which address, and ZeroMQ's reason.
public enum ZeroMQError: Error, Equatable, CustomStringConvertible {
  case createFailed(reason: String)
  case bindFailed(address: String, reason: String)
  case connectFailed(address: String, reason: String)
  case optionFailed(option: String, reason: String)
  case sendFailed(reason: String)
  /// A mandatory ROUTER knows no peer of that name, or not yet.
  case unroutable
  case receiveFailed(reason: String)
  case pollFailed(reason: String)
  /// The context was ended while a call waited.
  case terminated

  public var description: String {
    switch self {
    case .createFailed(let reason): "cannot create a ZeroMQ socket: \(reason)"
    case .bindFailed(let address, let reason): "cannot bind to \(address): \(reason)"
    case .connectFailed(let address, let reason): "cannot connect to \(address): \(reason)"
    case .optionFailed(let option, let reason): "cannot set ZeroMQ option \(option): \(reason)"
    case .sendFailed(let reason): "cannot send: \(reason)"
    case .unroutable: "cannot send: the peer is not connected"
    case .receiveFailed(let reason): "cannot receive: \(reason)"
    case .pollFailed(let reason): "cannot wait for messages: \(reason)"
    case .terminated: "the ZeroMQ context has ended"
    }
  }

  /// ZeroMQ's words for the last error of this thread.
  static var lastReason: String { String(cString: zmq_strerror(zmq_errno())) }

  /// ZeroMQ's number for a terminated context: `ETERM`, a macro that the importer leaves out.
  static let terminatedCode: Int32 = 156_384_765

  static func sending() -> ZeroMQError {
    switch zmq_errno() {
    case terminatedCode: .terminated
    case EHOSTUNREACH: .unroutable
    default: .sendFailed(reason: lastReason)
    }
  }

  static func receiving() -> ZeroMQError {
    zmq_errno() == terminatedCode ? .terminated : .receiveFailed(reason: lastReason)
  }
}
