// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks whether code can run as it is: consoles decide by the answer what the return key does.
public struct IsCompleteRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "is_complete_request"

  public var code: String

  public init(code: String) { self.code = code }
}

/// The answer. This message's `status` is not ok or error, but the answer itself.
public struct IsCompleteReply: MessageContent, Hashable {
  public static let messageType: MessageType = "is_complete_reply"

  public enum Status: String, Codable, Sendable { case complete, incomplete, invalid, unknown }

  public var status: Status
  /// How the next line should begin; only with `incomplete`.
  public var indent: String?

  public init(status: Status, indent: String? = nil) {
    self.status = status
    self.indent = indent
  }
}
