// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// How the kernel answers one type of message.
struct Handler: Sendable {
  /// Where a request is served. Within a lane requests keep their order; between lanes they do not, and need not:
  /// the protocol orders executions, and no client makes a question depend on an execution that it has not seen end.
  /// So questions are answered while a cell runs, as users of a notebook expect of completion and inspection, and
  /// a front end that reconnects during a long cell learns at once that the kernel lives.
  enum Lane {
    /// On the thread of its channel, at once: for what takes no time.
    case immediate
    /// On the thread for questions to the interpreter, which may take long but must hold nothing up.
    case query
  }

  let lane: Lane
  let serve: @Sendable (Request) throws -> Void

  /// - Parameter serve: reads nothing but the content, and replies through the request.
  init<Content: MessageContent>(
    _ content: Content.Type, lane: Lane = .immediate, serve: @escaping @Sendable (Content, Request) -> Void
  ) {
    self.lane = lane
    self.serve = { request in serve(try request.message.content(), request) }
  }
}

/// The handlers by the type of their messages.
struct HandlerTable: Sendable {
  private var handlers: [MessageType: Handler] = [:]

  subscript(type: MessageType) -> Handler? { handlers[type] }

  mutating func add<Content: MessageContent>(
    _ content: Content.Type, lane: Handler.Lane = .immediate,
    serve: @escaping @Sendable (Content, Request) -> Void
  ) {
    handlers[Content.messageType] = Handler(content, lane: lane, serve: serve)
  }
}
