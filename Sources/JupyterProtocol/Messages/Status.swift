// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the kernel is doing. Every request is framed by `busy` and `idle`.
public struct StatusContent: MessageContent, Hashable {
  public static let messageType: MessageType = "status"

  public enum State: String, Codable, Sendable { case busy, idle, starting }

  public var state: State

  public init(state: State) { self.state = state }

  enum CodingKeys: String, CodingKey { case state = "execution_state" }
}

/// Tells a new subscriber of IOPub that nothing published from now on will escape it (JEP 65).
public struct IOPubWelcome: MessageContent, Hashable {
  public static let messageType: MessageType = "iopub_welcome"

  /// The topic subscribed to; empty for all.
  public var subscription: String

  public init(subscription: String) { self.subscription = subscription }
}
