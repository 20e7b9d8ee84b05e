// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// A client of one kernel: starts it up, runs code in it, one piece after the other, and ends it.
package final class KernelClient {
  /// How a piece of code ended.
  package enum Outcome: Equatable {
    case ok
    /// The kernel reported an error; its `error` message has been published as well.
    case error(ErrorContent)
    /// The user asked to stop and the code ended; how it ended no longer matters.
    case interrupted
    /// The code ran longer than allowed and was interrupted.
    case timedOut
  }

  package struct Execution: Equatable {
    package var outcome: Outcome
    package var executionCount: Int?
  }

  private let connection: any KernelConnection
  /// How long a kernel may take to obey an interrupt before it counts as dead.
  private let interruptPatience: Duration = .seconds(10)
  /// It did not obey an interrupt, so it will not obey a request to end either.
  private var isStubborn = false
  /// How often `onTick` is called while code runs.
  private let tickMilliseconds = 200

  package init(_ connection: any KernelConnection) { self.connection = connection }

  // MARK: - Start

  /// Waits until the kernel answers and what it publishes arrives here.
  /// - Returns: the `kernel_info_reply`'s content, whole.
  /// - Throws: `RunError.kernelNotStarted`; `.stoppedByUser` at an interrupt.
  package func waitUntilReady(timeout: Duration) throws -> JSONValue {
    let deadline = SuspendingClock.now.advanced(by: timeout)
    var info: JSONValue?
    var isListening = false
    while true {
      // Again and again: the first ones may have been sent before anybody listened, and their `busy` not been heard.
      try connection.send(connection.session.message(KernelInfoRequest()), on: .shell)
      let nextTry = min(deadline, SuspendingClock.now.advanced(by: info == nil ? .seconds(1) : .milliseconds(50)))
      while let event = try nextEvent(until: nextTry) {
        switch event {
        case .message(_, .iopub): isListening = true
        case .message(let message, .shell) where message.type == KernelInfoReply.messageType:
          info = try JSON.decode(JSONValue.self, from: message.contentBytes)
        case .message: break
        case .interrupt: throw RunError.stoppedByUser
        case .death(let reason):
          let log = connection.log
          throw RunError.kernelNotStarted(reason: reason + (log.isEmpty ? "" : "\n" + log))
        }
        if isListening, let info { return info }
      }
      guard SuspendingClock.now < deadline else {
        let missing = info == nil ? "no answer" : "nothing on IOPub"
        throw RunError.kernelNotStarted(reason: "\(missing) within \(timeout.components.seconds) s")
      }
    }
  }

  private func nextEvent(until deadline: SuspendingClock.Instant) throws -> KernelEvent? {
    let remaining = SuspendingClock.now.duration(to: deadline) / .milliseconds(1)
    return try connection.nextEvent(milliseconds: max(0, Int(remaining.rounded(.up))))
  }

  // MARK: - Execution

  /// Runs code and waits until the kernel has replied and is idle again.
  /// - Parameters:
  ///   - cellID: the notebook's identifier of the cell, for the kernel's messages.
  ///   - timeout: after which the code is interrupted; nil for none.
  ///   - onStart: called with the request's identifier before anything of it arrives.
  ///   - onOutput: called with every message on IOPub, whatever request it belongs to.
  ///   - onTick: called a few times a second.
  /// - Throws: `RunError.kernelDied`, also when an interrupt is not obeyed; `.stoppedByUser` at the second interrupt.
  package func execute(
    _ code: String, cellID: String? = nil, stopOnError: Bool = true, timeout: Duration? = nil,
    onStart: (String) -> Void = { _ in }, onOutput: (Message) throws -> Void, onTick: () -> Void = {}
  ) throws -> Execution {
    let request = try connection.session.message(
      ExecuteRequest(code: code, stopOnError: stopOnError),
      metadata: cellID.map { ["cellId": .string($0)] } ?? [:])
    onStart(request.header.id)
    try connection.send(request, on: .shell)
    var run = Run(deadline: timeout.map { SuspendingClock.now.advanced(by: $0) })
    var nextTick = SuspendingClock.now.advanced(by: .milliseconds(tickMilliseconds))
    while run.reply == nil || !run.isIdle {
      switch try connection.nextEvent(milliseconds: tickMilliseconds) {
      case .message(let message, let channel):
        try take(message, channel, request, &run, onOutput)
      case .interrupt(let count):
        if count > 1 {
          isStubborn = true
          throw RunError.stoppedByUser
        }
        if run.stop == nil { try interrupt(.interrupted, &run) }
      case .death(let reason): throw RunError.kernelDied(reason: reason, log: connection.log)
      case nil: break
      }
      try checkTime(&run)
      // Also while messages come without a pause.
      if SuspendingClock.now >= nextTick {
        onTick()
        nextTick = SuspendingClock.now.advanced(by: .milliseconds(tickMilliseconds))
      }
    }
    let count = run.executionCount
    if let stop = run.stop { return Execution(outcome: stop, executionCount: count) }
    return Execution(outcome: run.reply?.error.map { .error($0) } ?? .ok, executionCount: count)
  }

  /// What is known of the code that runs.
  private struct Run {
    var deadline: SuspendingClock.Instant?
    var reply: ReplyOutcome?
    var executionCount: Int?
    var isIdle = false
    /// Why the code was interrupted, if it was.
    var stop: Outcome?
  }

  private func take(
    _ message: Message, _ channel: Channel, _ request: Message, _ run: inout Run, _ onOutput: (Message) throws -> Void
  ) throws {
    let isOurs = message.parentHeader?.id == request.header.id
    switch channel {
    case .iopub:
      if isOurs, message.type == StatusContent.messageType {
        let status: StatusContent = try message.content()
        if status.state == .idle { run.isIdle = true }
      } else if isOurs, message.type == ExecuteInput.messageType {
        run.executionCount = try message.content(as: ExecuteInput.self).executionCount
      }
      try onOutput(message)
    case .shell where isOurs && message.type == ExecuteReply.messageType:
      let reply: ExecuteReply = try message.content()
      run.reply = reply.outcome
      // Replies of requests that were dropped carry no count.
      if reply.executionCount > 0 { run.executionCount = reply.executionCount }
      if reply.outcome.status == .aborted {
        run.reply = .error(ErrorContent(name: "Aborted", value: "the kernel dropped the request"))
      }
    case .stdin where message.type == InputRequest.messageType:
      try connection.send(
        connection.session.message(
          RefusedInput(), type: InputReply.messageType, parentHeader: message.headerBytes,
          identities: []), on: .stdin)
    default: break
    }
  }

  private func interrupt(_ reason: Outcome, _ run: inout Run) throws {
    run.stop = reason
    run.deadline = SuspendingClock.now.advanced(by: interruptPatience)
    if !connection.interruptBySignal() {
      try connection.send(connection.session.message(InterruptRequest()), on: .control)
    }
  }

  private func checkTime(_ run: inout Run) throws {
    guard let deadline = run.deadline, SuspendingClock.now >= deadline, run.reply == nil || !run.isIdle else { return }
    if run.stop == nil {
      try interrupt(.timedOut, &run)
    } else {
      isStubborn = true
      throw RunError.kernelDied(
        reason: "it did not react to an interrupt within \(interruptPatience.components.seconds) s", log: connection.log
      )
    }
  }

  // MARK: - End

  /// Asks the kernel to end, and ends it if it does not. After its death this only tidies up.
  package func shutdown() {
    let request = try? connection.session.message(ShutdownRequest(restart: false))
    let isSent = request.map { (try? connection.send($0, on: .control)) != nil } ?? false
    connection.close(gracefully: isSent && !isStubborn)
  }
}

/// The answer to code that asks for input: nobody is there to type.
private struct RefusedInput: Encodable {
  var status = ReplyStatus.error
  var ename = "NotInteractive"
  var evalue = "the notebook runs unattended, so nobody can type input"
  var traceback: [String] = []
  /// For kernels that look at nothing else.
  var value = ""
}
