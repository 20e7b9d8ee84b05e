// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Opens a channel of its own between an object in the front end and one in the kernel.
public struct CommOpen: MessageContent, Hashable {
  public static let messageType: MessageType = "comm_open"

  public var id: String
  public var target: String
  public var data: JSONValue

  public init(id: String, target: String, data: JSONValue = [:]) {
    self.id = id
    self.target = target
    self.data = data
  }

  enum CodingKeys: String, CodingKey {
    case id = "comm_id"
    case target = "target_name"
    case data
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    target = try container.decode(.target, default: "")
    data = try container.decode(.data, default: [:])
  }
}

/// A message on an open comm.
public struct CommMessage: MessageContent, Hashable {
  public static let messageType: MessageType = "comm_msg"

  public var id: String
  public var data: JSONValue

  public init(id: String, data: JSONValue = [:]) {
    self.id = id
    self.data = data
  }

  enum CodingKeys: String, CodingKey {
    case id = "comm_id"
    case data
  }
}

/// Ends a comm. The answer to opening one whose target is unknown.
public struct CommClose: MessageContent, Hashable {
  public static let messageType: MessageType = "comm_close"

  public var id: String
  public var data: JSONValue

  public init(id: String, data: JSONValue = [:]) {
    self.id = id
    self.data = data
  }

  enum CodingKeys: String, CodingKey {
    case id = "comm_id"
    case data
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    data = try container.decode(.data, default: [:])
  }
}

/// Asks which comms are open.
public struct CommInfoRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "comm_info_request"

  /// Only comms of this target; nil for all.
  public var target: String?

  public init(target: String? = nil) { self.target = target }

  enum CodingKeys: String, CodingKey { case target = "target_name" }
}

public struct CommInfoReply: MessageContent, Hashable {
  public static let messageType: MessageType = "comm_info_reply"

  public var status = ReplyStatus.ok
  /// By comm identifier: an object with `target_name`.
  public var comms: [String: JSONValue]

  public init(comms: [String: JSONValue] = [:]) { self.comms = comms }
}
