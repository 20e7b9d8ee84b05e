// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import NotebookRunner

/// A kernel in memory that does for each piece of code what the test's script says.
final class ScriptedKernel: KernelConnection {
  enum Step {
    case publish(any MessageContent)
    case update(DisplayContent)
    case askForInput
    case die(String)
    /// Nothing more until an interrupt comes; the code then fails.
    case hang
    /// As `hang`, but interrupts are not obeyed.
    case hangForGood
    /// The user presses Ctrl-C.
    case userInterrupt
  }

  let session = Session()
  private let kernelSession = Session()
  /// Steps by code; code that is not in it just succeeds.
  let script: [String: [Step]]
  private var events: [KernelEvent] = []
  private var count = 0
  private var interrupts = 0
  /// The request that hangs.
  private var hanging: Message?
  private(set) var executed: [ExecuteRequest] = []
  private(set) var cellIDs: [String?] = []
  private(set) var inputReplies: [ReplyOutcome] = []
  private(set) var sentTypes: [MessageType] = []
  private(set) var isClosed = false
  var log: String { "the log" }

  init(_ script: [String: [Step]] = [:]) { self.script = script }

  func send(_ message: Message, on channel: Channel) throws {
    sentTypes.append(message.type)
    switch message.type {
    case KernelInfoRequest.messageType:
      try publish(StatusContent(state: .busy), of: message)
      let info = LanguageInfo(name: "swift", version: "6.3.1", mimeType: "text/x-swift", fileExtension: ".swift")
      let implementation = ImplementationInfo(name: "scripted", version: "1", banner: "")
      try reply(KernelInfoReply(implementation: implementation, languageInfo: info), to: message)
    case ExecuteRequest.messageType: try execute(message)
    case InterruptRequest.messageType:
      guard let request = hanging else { return }
      hanging = nil
      try fail(request, ErrorContent(name: "Interrupted", value: "by the user"))
    case InputReply.messageType: inputReplies.append(try JSON.decode(from: message.contentBytes))
    default: break
    }
  }

  private func execute(_ request: Message) throws {
    let content: ExecuteRequest = try request.content()
    executed.append(content)
    cellIDs.append(request.metadata["cellId"]?.stringValue)
    count += 1
    try publish(StatusContent(state: .busy), of: request)
    try publish(ExecuteInput(code: content.code, executionCount: count), of: request)
    for step in script[content.code] ?? [] {
      switch step {
      case .publish(let error as ErrorContent): return try fail(request, error)
      case .publish(let content): try publish(content, of: request)
      case .update(let content):
        let message = try kernelSession.message(
          content, type: DisplayContent.updateType, parentHeader: request.headerBytes)
        events.append(.message(message, .iopub))
      case .askForInput:
        events.append(.message(try kernelSession.message(InputRequest(prompt: "?"), parent: request), .stdin))
      case .die(let reason): return events.append(.death(reason: reason))
      case .hang:
        hanging = request
        return
      case .hangForGood: return
      case .userInterrupt:
        interrupts += 1
        events.append(.interrupt(count: interrupts))
      }
    }
    try reply(ExecuteReply(outcome: .ok, executionCount: count), to: request)
    try publish(StatusContent(state: .idle), of: request)
  }

  private func fail(_ request: Message, _ error: ErrorContent) throws {
    try publish(error, of: request)
    try reply(ExecuteReply(outcome: .error(error), executionCount: count), to: request)
    try publish(StatusContent(state: .idle), of: request)
  }

  private func publish(_ content: some MessageContent, of request: Message) throws {
    events.append(.message(try kernelSession.message(content, parent: request), .iopub))
  }

  private func reply(_ content: some MessageContent, to request: Message) throws {
    events.append(.message(try kernelSession.message(content, parent: request), .shell))
  }

  func nextEvent(milliseconds: Int) throws -> KernelEvent? { events.isEmpty ? nil : events.removeFirst() }
  func interruptBySignal() -> Bool { false }
  func close(gracefully: Bool) { isClosed = true }
}

extension ScriptedKernel.Step {
  static func stream(_ text: String, _ name: String = "stdout") -> Self {
    .publish(StreamContent(name: name, text: text))
  }

  static func display(_ text: String, id: String? = nil) -> Self {
    .publish(DisplayContent(value: MIMEData(data: ["text/plain": .string(text)]), displayID: id))
  }

  static func update(_ text: String, id: String) -> Self {
    .update(DisplayContent(value: MIMEData(data: ["text/plain": .string(text)]), displayID: id))
  }

  static func result(_ text: String) -> Self {
    .publish(ExecuteResult(value: MIMEData(data: ["text/plain": .string(text)]), executionCount: 1))
  }

  static func error(_ name: String) -> Self {
    .publish(ErrorContent(name: name, value: "value", traceback: ["\u{1B}[31m\(name)\u{1B}[0m: value"]))
  }

  static func clear(wait: Bool) -> Self { .publish(ClearOutput(wait: wait)) }
}
