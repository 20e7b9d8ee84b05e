// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// A verified request on its way through the kernel.
struct Request: Sendable {
  let message: Message
  /// Where it came in, and where its reply goes.
  let channel: Channel
  let publisher: Publisher

  func reply<Content: MessageContent>(_ content: Content, metadata: [String: JSONValue] = [:]) {
    publisher.reply(content, as: Content.messageType, to: message, on: channel, metadata: metadata)
  }

  /// Answers a request that cannot be carried out. What is no request gets no answer.
  func fail(_ error: ErrorContent) {
    guard let type = message.type.reply else { return }
    publisher.reply(ReplyOutcome.error(error), as: type, to: message, on: channel)
  }

  /// Publishes on IOPub under this request.
  func publish(_ content: some MessageContent) { publisher.publish(content, parent: message) }
}
