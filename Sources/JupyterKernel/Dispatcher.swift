// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Verifies what comes in and takes each request to where it is served.
final class Dispatcher: Sendable {
  private let wire: WireFormat
  private let publisher: Publisher
  private let activity: Activity
  private let handlers: HandlerTable
  private let executor: Executor
  private let desk: InputDesk
  private let log: Log
  private let queries = JobQueue<@Sendable () -> Void>()

  init(
    wire: WireFormat, publisher: Publisher, activity: Activity, handlers: HandlerTable, executor: Executor,
    desk: InputDesk, log: Log
  ) {
    self.wire = wire
    self.publisher = publisher
    self.activity = activity
    self.handlers = handlers
    self.executor = executor
    self.desk = desk
    self.log = log
  }

  func start() {
    _ = KernelThread("queries") { [queries] in
      while let query = queries.next() { query() }
    }
  }

  func close() { queries.close() }

  /// Takes a multipart message from the transport.
  func receive(_ channel: Channel, _ frames: Frames) {
    if channel == .iopub { return activity.welcome(topic: frames.first ?? []) }
    let message: Message
    do {
      message = try wire.message(from: frames)
    } catch {
      return log.note("refused a message on \(channel.rawValue): \(error)")
    }
    if channel == .stdin {
      receiveInput(message)
    } else {
      dispatch(Request(message: message, channel: channel, publisher: publisher))
    }
  }

  private func receiveInput(_ message: Message) {
    guard message.type == InputReply.messageType else { return log.note("ignored a \(message.type) on stdin") }
    do {
      try desk.receive(message)
    } catch {
      log.note("refused an answer: \(ErrorContent(invalidRequest: error).value)")
    }
  }

  private func dispatch(_ request: Request) {
    if request.message.type == ExecuteRequest.messageType { return executor.submit(request) }
    let handler = handlers[request.message.type]
    switch handler?.lane {
    case .query: queries.append { [self] in serve(request, handler) }
    case .immediate, nil: serve(request, handler)
    }
  }

  /// Types that the kernel does not know are framed like all others but not answered.
  private func serve(_ request: Request, _ handler: Handler?) {
    activity.begin(request.message)
    defer { activity.end(request.message) }
    do {
      try handler?.serve(request)
    } catch {
      request.fail(ErrorContent(invalidRequest: error))
    }
  }
}

extension ErrorContent {
  /// The answer to a request whose content is not what the protocol says.
  init(invalidRequest error: any Error) {
    self.init(name: "InvalidRequest", value: (error as? DecodingError)?.summary ?? "\(error)")
  }
}
