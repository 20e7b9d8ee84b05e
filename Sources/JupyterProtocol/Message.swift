// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What a message type carries.
public protocol MessageContent: Codable, Sendable {
  static var messageType: MessageType { get }
}

/// One message with everything that travels with it.
///
/// The parts that come from outside are kept as the bytes they came in: a reply's `parent_header` is then an exact
/// copy of the request's header, whatever members the client put there, and content is parsed only by who needs it.
public struct Message: Sendable {
  /// Routing frames before the delimiter: on ROUTER sockets the peer, on IOPub the topic.
  public var identities: [[UInt8]]
  public var header: MessageHeader
  /// The header as JSON text.
  public var headerBytes: [UInt8]
  /// The parent's header as JSON text; `{}` where there is none.
  public var parentHeaderBytes: [UInt8]
  /// A JSON object as text.
  public var metadataBytes: [UInt8]
  /// A JSON object as text.
  public var contentBytes: [UInt8]
  /// Binary attachments. The protocol does not sign them.
  public var buffers: [[UInt8]]

  public init(
    identities: [[UInt8]] = [], header: MessageHeader, headerBytes: [UInt8], parentHeaderBytes: [UInt8] = Self.noParent,
    metadataBytes: [UInt8] = Array("{}".utf8), contentBytes: [UInt8], buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.headerBytes = headerBytes
    self.parentHeaderBytes = parentHeaderBytes
    self.metadataBytes = metadataBytes
    self.contentBytes = contentBytes
    self.buffers = buffers
  }

  /// The parent header of a message that answers nothing.
  public static let noParent = Array("{}".utf8)
}

extension Message {
  public var type: MessageType { header.type }

  /// The header of the message that this one belongs to; nil where there is none.
  public var parentHeader: MessageHeader? {
    parentHeaderBytes == Self.noParent ? nil : try? JSON.decode(from: parentHeaderBytes)
  }

  public var metadata: [String: JSONValue] { (try? JSON.decode(from: metadataBytes)) ?? [:] }

  /// The content as a typed value. The message's type is not looked at.
  /// - Throws: `DecodingError` where members are missing or of another type.
  public func content<Content: MessageContent>(as type: Content.Type = Content.self) throws -> Content {
    try JSON.decode(type, from: contentBytes)
  }

  /// The content of a reply whose status is `ok`.
  /// - Throws: `RequestFailure` where the kernel answered with an error, else `DecodingError`.
  public func reply<Content: MessageContent>(as type: Content.Type = Content.self) throws -> Content {
    let outcome = try JSON.decode(ReplyOutcome.self, from: contentBytes)
    if outcome.status != .ok {
      throw RequestFailure(
        request: header.type, error: outcome.error ?? ErrorContent(name: outcome.status.rawValue, value: ""))
    }
    return try content()
  }
}
