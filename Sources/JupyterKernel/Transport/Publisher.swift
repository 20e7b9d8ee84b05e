// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Sends the kernel's messages: replies to one client, and IOPub messages to all. Safe from any thread; messages
/// leave in order of the calls.
final class Publisher: Sendable {
  private let channels: any Channels
  private let session: Session
  private let wire: WireFormat
  private let log: Log

  init(channels: any Channels, session: Session, wire: WireFormat, log: Log) {
    self.channels = channels
    self.session = session
    self.wire = wire
    self.log = log
  }

  /// Publishes on IOPub.
  /// - Parameter parent: the request that this belongs to.
  func publish<Content: MessageContent>(_ content: Content, parent: Message) {
    publish(content, as: Content.messageType, parent: parent)
  }

  /// Publishes a content that travels under several types.
  func publish(_ content: some MessageContent, as type: MessageType, parent: Message?) {
    let frames = encoded {
      try session.message(
        content, type: type, parentHeader: parent?.headerBytes ?? Message.noParent,
        identities: [Array(type.rawValue.utf8)])
    }
    if let frames { channels.send(frames, on: .iopub) }
  }

  /// Answers a request.
  func reply(
    _ content: some Encodable, as type: MessageType, to request: Message, on channel: Channel,
    metadata: [String: JSONValue] = [:]
  ) {
    let frames = encoded {
      try session.message(
        content, type: type, parentHeader: request.headerBytes, identities: request.identities, metadata: metadata)
    }
    if let frames { channels.send(frames, on: channel) }
  }

  /// Asks the user, through the client that sent a request.
  /// - Returns: the identifier that the answer will refer to; nil where the question could not be sent.
  func ask(_ question: InputRequest, for request: Message) -> String? {
    var id: String?
    let frames = encoded {
      let message = try session.message(question, parent: request, identities: request.identities)
      id = message.header.id
      return message
    }
    guard let frames else { return nil }
    channels.send(frames, on: .stdin)
    return id
  }

  /// Lets a subscriber in, with the welcome of JEP 65 and whatever it should see right after.
  func welcome(topic: [UInt8], then state: StatusContent.State?) {
    // JEP 65: subscriptions to what is not UTF-8 are served without a welcome.
    guard let name = String(validating: topic, as: UTF8.self) else {
      channels.admit(subscriptionTo: topic, greetings: [])
      return
    }
    var greetings = [encoded { try session.message(IOPubWelcome(subscription: name), identities: [topic]) }]
    if let state {
      let identity = Array(StatusContent.messageType.rawValue.utf8)
      greetings.append(encoded { try session.message(StatusContent(state: state), identities: [identity]) })
    }
    channels.admit(subscriptionTo: topic, greetings: greetings.compactMap(\.self))
  }

  /// Encoding fails only for content that is no JSON, which the types of this module cannot hold; should it happen
  /// the loss is told.
  private func encoded(_ make: () throws -> Message) -> Frames? {
    do {
      return wire.frames(of: try make())
    } catch {
      log.note("a message could not be encoded: \(error)")
      return nil
    }
  }
}
