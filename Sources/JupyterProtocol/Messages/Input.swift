// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks the user for a line of text. From the kernel, on the stdin channel.
public struct InputRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "input_request"

  public var prompt: String
  /// Whether what is typed must not be shown.
  public var password: Bool

  public init(prompt: String, password: Bool = false) {
    self.prompt = prompt
    self.password = password
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    prompt = try container.decode(.prompt, default: "")
    password = try container.decode(.password, default: false)
  }

  enum CodingKeys: String, CodingKey { case prompt, password }
}

public struct InputReply: MessageContent, Hashable {
  public static let messageType: MessageType = "input_reply"

  public var status = ReplyStatus.ok
  public var value: String

  public init(value: String) { self.value = value }

  enum CodingKeys: String, CodingKey { case status, value }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    status = try container.decode(.status, default: .ok)
    value = try container.decode(.value, default: "")
  }
}
