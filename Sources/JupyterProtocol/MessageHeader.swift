// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The header of a message.
public struct MessageHeader: Codable, Hashable, Sendable {
  /// Unique among all messages.
  public var id: String
  /// Of the sender; a kernel makes a new one each time it starts.
  public var session: String
  public var username: String
  /// ISO 8601 with time zone; empty where an old client sends none.
  public var date: String
  public var type: MessageType
  public var version: String

  public init(
    id: String, session: String, username: String, date: String = Timestamp.now(), type: MessageType,
    version: String = ProtocolVersion.current
  ) {
    self.id = id
    self.session = session
    self.username = username
    self.date = date
    self.type = type
    self.version = version
  }

  enum CodingKeys: String, CodingKey {
    case id = "msg_id"
    case session, username, date
    case type = "msg_type"
    case version
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    type = try container.decode(MessageType.self, forKey: .type)
    session = try container.decode(.session, default: "")
    username = try container.decode(.username, default: "")
    date = try container.decode(.date, default: "")
    version = try container.decode(.version, default: "")
  }
}
