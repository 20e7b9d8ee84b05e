// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol

/// A client for tests: sends requests, and sorts what comes back by the request it belongs to. Used from one thread.
package final class TestClient {
  package struct TimeOut: Error, CustomStringConvertible {
    package var description: String
  }

  package let link: any ClientLink
  package let session = Session(id: "test session", username: "tester")
  package let wire: WireFormat
  /// Messages that came while another one was waited for.
  private var kept: [Channel: [Message]] = [:]

  package init(link: any ClientLink, key: String) {
    self.link = link
    wire = WireFormat(key: key)
  }

  /// Long enough for a busy machine; a case that fails takes this long.
  private static let patience = 10_000

  @discardableResult
  package func send<Content: MessageContent>(
    _ content: Content, on channel: Channel = .shell, metadata: [String: JSONValue] = [:]
  ) throws -> Message {
    let request = try session.message(content, metadata: metadata)
    try link.submit(wire.frames(of: request), on: channel)
    return request
  }

  /// The next message of a channel that fits; others are kept for later.
  package func next(on channel: Channel, where fits: (Message) -> Bool = { _ in true }) throws -> Message {
    if let index = kept[channel]?.firstIndex(where: fits), let message = kept[channel]?.remove(at: index) {
      return message
    }
    while let frames = try link.receive(on: channel, milliseconds: Self.patience) {
      let message = try wire.message(from: frames)
      if fits(message) { return message }
      kept[channel, default: []].append(message)
    }
    throw TimeOut(description: "nothing that fits came on \(channel.rawValue)")
  }

  /// The reply to a request.
  package func reply(to request: Message, on channel: Channel = .shell) throws -> Message {
    try next(on: channel) { $0.parentHeader?.id == request.header.id }
  }

  /// The next IOPub message of a request that fits.
  package func output(of request: Message, where fits: (Message) -> Bool = { _ in true }) throws -> Message {
    try next(on: .iopub) { $0.parentHeader?.id == request.header.id && fits($0) }
  }

  /// The IOPub messages of a request up to its `idle`, in order.
  package func outputs(of request: Message) throws -> [Message] {
    var messages: [Message] = []
    repeat { messages.append(try output(of: request)) } while messages.last?.executionState != .idle
    return messages
  }

  /// Sends a request, and returns its reply and all its IOPub messages.
  package func perform<Content: MessageContent>(_ content: Content, on channel: Channel = .shell) throws -> Exchange {
    let request = try send(content, on: channel)
    return try exchange(request, on: channel)
  }

  /// The answer to a request that was sent before.
  package func exchange(_ request: Message, on channel: Channel = .shell) throws -> Exchange {
    Exchange(request: request, reply: try reply(to: request, on: channel), outputs: try outputs(of: request))
  }

  /// Runs a cell.
  package func execute(_ code: String) throws -> Exchange { try perform(ExecuteRequest(code: code)) }
}

/// A request with its reply and all that was published for it.
package struct Exchange {
  package var request: Message
  package var reply: Message
  package var outputs: [Message]

  /// The types of the IOPub messages; statuses by their state: `busy execute_input stream idle`.
  package var trace: String {
    outputs.map { $0.executionState?.rawValue ?? $0.type.rawValue }.joined(separator: " ")
  }

  package var executeReply: ExecuteReply { get throws { try reply.content() } }

  package var text: String {
    outputs.compactMap { $0.type == StreamContent.messageType ? try? $0.content(as: StreamContent.self).text : nil }
      .joined()
  }
}

extension Message {
  package var executionState: StatusContent.State? {
    type == StatusContent.messageType ? try? content(as: StatusContent.self).state : nil
  }
}
