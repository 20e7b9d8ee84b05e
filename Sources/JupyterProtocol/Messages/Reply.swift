// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How a request ended.
public enum ReplyStatus: String, Codable, Sendable {
  case ok
  case error
  /// Sent by older kernels for requests that were dropped; deprecated since 5.1 in favour of `error`.
  case aborted
}

/// An error: content of IOPub's `error` message, and part of every reply whose status is `error`.
public struct ErrorContent: MessageContent, Hashable {
  public static let messageType: MessageType = "error"

  public var name: String
  public var value: String
  /// Lines, which may carry ANSI colours.
  public var traceback: [String]

  public init(name: String, value: String, traceback: [String] = []) {
    self.name = name
    self.value = value
    self.traceback = traceback
  }

  enum CodingKeys: String, CodingKey {
    case name = "ename"
    case value = "evalue"
    case traceback
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(.name, default: "")
    value = try container.decode(.value, default: "")
    traceback = try container.decode(.traceback, default: [])
  }
}

/// What every reply says: its status and, where that is `error`, the error.
public struct ReplyOutcome: Codable, Sendable {
  public var status: ReplyStatus
  public var error: ErrorContent?

  public static let ok = ReplyOutcome(status: .ok, error: nil)
  public static func error(_ error: ErrorContent) -> ReplyOutcome { ReplyOutcome(status: .error, error: error) }

  enum CodingKeys: String, CodingKey { case status }

  init(status: ReplyStatus, error: ErrorContent?) {
    self.status = status
    self.error = error
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // Some kernels leave the status out of replies that cannot fail.
    status = try container.decode(.status, default: .ok)
    error = status == .error ? try ErrorContent(from: decoder) : nil
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(status, forKey: .status)
    try error?.encode(to: encoder)
  }
}

/// A request that the kernel answered with an error.
public struct RequestFailure: Error, CustomStringConvertible {
  /// The type of the reply.
  public var request: MessageType
  public var error: ErrorContent

  public var description: String { "\(request): \(error.name): \(error.value)" }
}
