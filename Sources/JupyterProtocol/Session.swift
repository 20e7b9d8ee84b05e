// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials

/// Makes the messages of one end of a conversation: a kernel, or a client.
///
/// ```swift
/// let session = Session()
/// let request = try session.message(ExecuteRequest(code: "1 + 1"))
/// socket.send(wire.frames(of: request))
/// ```
public struct Session: Sendable {
  public let id: String
  public let username: String

  /// A session with a new id. The user name is `USER`'s, where that is set.
  public init() {
    self.init(id: Self.uniqueID(), username: ProcessInfo.processInfo.environment["USER"] ?? "user")
  }

  public init(id: String, username: String) {
    self.id = id
    self.username = username
  }

  static func uniqueID() -> String { UUID().uuidString.lowercased() }

  /// A message of this session.
  /// - Parameters:
  ///   - parent: the message that this one answers or belongs to; its header is copied byte by byte.
  ///   - identities: where the message goes on a ROUTER socket, or its topic on IOPub.
  /// - Throws: `EncodingError`.
  public func message<Content: MessageContent>(
    _ content: Content, parent: Message? = nil, identities: [[UInt8]] = [], metadata: [String: JSONValue] = [:],
    buffers: [[UInt8]] = []
  ) throws -> Message {
    try message(
      content, type: Content.messageType, parentHeader: parent?.headerBytes ?? Message.noParent,
      identities: identities, metadata: metadata, buffers: buffers)
  }

  /// A message whose type is not its content's own: an error that answers any request.
  public func message(
    _ content: some Encodable, type: MessageType, parentHeader: [UInt8] = Message.noParent, identities: [[UInt8]] = [],
    metadata: [String: JSONValue] = [:], buffers: [[UInt8]] = []
  ) throws -> Message {
    let header = MessageHeader(id: Self.uniqueID(), session: id, username: username, type: type)
    return Message(
      identities: identities, header: header, headerBytes: try JSON.encode(header), parentHeaderBytes: parentHeader,
      metadataBytes: metadata.isEmpty ? Array("{}".utf8) : try JSON.encode(metadata),
      contentBytes: try JSON.encode(content), buffers: buffers)
  }
}
