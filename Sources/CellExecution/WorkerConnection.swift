// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterKernel
import WorkerProtocol

/// One worker, from its start to its death: a thread reads its channel and its pipes, in the order in which the cell
/// wrote, and publishes to the front end of the moment.
final class WorkerConnection: @unchecked Sendable {
  enum Outcome: Sendable {
    case finished(RunReport, backgroundTrap: Ending?)
    /// The worker died; the last lines of its stderr may say why.
    case died(WorkerProcess.Death)
  }

  enum State: Equatable, Sendable {
    case starting, ready
    case unfit(String)
    case dead(WorkerProcess.Death)
  }

  private struct Shared {
    var state = State.starting
    var frontEnd: (any FrontEnd)?
    var report: RunReport?
    var backgroundTrap: Ending?
    var isRunning = false
    var runCount = 0
    var wasUninterruptible = false
  }

  private let process: WorkerProcess
  private let condition = NSCondition()
  private var shared = Shared()
  private var output: OutputStream
  private var errors: OutputStream
  private var pace = OutputPace()

  var processID: Int32 { process.processID }

  init(executable: String, libraries: [String]) throws(WorkerProcess.StartFailure) {
    process = try WorkerProcess(executable: executable, libraries: libraries)
    output = OutputStream(name: .stdout, descriptor: process.output)
    errors = OutputStream(name: .stderr, descriptor: process.errors)
    let thread = Thread { self.serve() }
    thread.name = "worker"
    thread.start()
  }

  /// Blocks until the worker is ready, or is known never to be.
  func waitUntilReady() -> State {
    condition.withLock {
      while shared.state == .starting { condition.wait() }
      return shared.state
    }
  }

  /// Runs a cell and blocks until it has ended and its output has been published.
  ///
  /// - Parameter isInterrupted: tells of an interrupt that came before the cell was known to run.
  func run(
    _ cell: RunCell, frontEnd: (any FrontEnd)?, isInterrupted: () -> Bool = { false }
  ) -> Outcome {
    condition.lock()
    defer { condition.unlock() }
    if case .dead(let death) = shared.state { return .died(death) }
    shared.frontEnd = frontEnd
    shared.report = nil
    shared.backgroundTrap = nil
    shared.isRunning = true
    shared.runCount += 1
    defer { shared.isRunning = false }
    process.channel.send(WorkerCommand.run(cell).encoded())
    if isInterrupted() { interrupt() }
    while true {
      if let report = shared.report { return .finished(report, backgroundTrap: shared.backgroundTrap) }
      if case .dead(let death) = shared.state { return .died(death) }
      condition.wait()
    }
  }

  func interrupt() { process.channel.send(WorkerCommand.interrupt.encoded()) }
  func exit() { process.channel.send(WorkerCommand.exit.encoded()) }
  func kill(becauseUninterruptible: Bool = false) {
    if becauseUninterruptible { condition.withLock { shared.wasUninterruptible = true } }
    process.kill()
  }

  var isAlive: Bool {
    condition.withLock { if case .dead = shared.state { false } else { true } }
  }

  /// How many cells have been started; tells one run from the next.
  var runCount: Int { condition.withLock { shared.runCount } }
  var isRunning: Bool { condition.withLock { shared.isRunning } }

  // The reading thread

  private func serve() {
    var descriptors = [
      pollfd(fd: process.channel.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let now = OutputStream.now()
      let wait = paceDelay(now: now)
      let delays = [output, errors].filter(\.hasText).map { max($0.delay(now: now), wait) }
      let timeout = delays.min().map { Int32(($0 + 999_999) / 1_000_000) } ?? -1
      // What is not read makes the cell wait.
      descriptors[1].fd = output.isOpen && !output.isFull ? output.descriptor : -1
      descriptors[2].fd = errors.isOpen && !errors.isFull ? errors.descriptor : -1
      let ready = poll(&descriptors, 3, timeout)
      if ready < 0 && errno != EINTR { break }
      if ready > 0 && descriptors[1].revents != 0 { output.read() }
      if ready > 0 && descriptors[2].revents != 0 { errors.read() }
      publishDue()
      if ready > 0, descriptors[0].revents != 0 {
        guard let frame = (try? process.channel.receive()) ?? nil else { break }
        handle(frame)
      }
    }
    flush()
    process.kill()
    let death = process.reap()
    change { $0.state = .dead($0.wasUninterruptible ? .uninterruptible : death) }
  }

  private var frontEnd: (any FrontEnd)? { condition.withLock { shared.frontEnd } }

  private func publishDue() {
    let now = OutputStream.now()
    guard paceDelay(now: now) == 0 else { return }
    if output.hasText, output.delay(now: now) == 0 { output.publish(to: frontEnd, pace: &pace, now: now) }
    if errors.hasText, errors.delay(now: now) == 0 { errors.publish(to: frontEnd, pace: &pace, now: now) }
  }

  /// Only a front end with a user behind it, who can be asked for input, sits behind Jupyter's server.
  private func paceDelay(now: UInt64) -> UInt64 {
    frontEnd?.allowsInput == true ? pace.delay(now: now) : 0
  }

  /// Everything that was written before the event at hand comes before it.
  private func flush() {
    let now = OutputStream.now()
    output.flush(to: frontEnd, pace: &pace, now: now)
    errors.flush(to: frontEnd, pace: &pace, now: now)
  }

  private func change(_ body: (inout Shared) -> Void) {
    condition.withLock {
      body(&shared)
      condition.broadcast()
    }
  }

  private func handle(_ frame: [UInt8]) {
    guard let event = try? WorkerEvent(decoding: frame) else { return }
    switch event {
    case .ready: change { $0.state = .ready }
    case .unfit(let reason): change { $0.state = .unfit(reason) }
    case .display(let kind, let json):
      flush()
      show(kind, json)
      process.channel.send(WorkerCommand.acknowledge.encoded())
    case .clearOutput(let wait):
      flush()
      frontEnd?.clearOutput(wait: wait)
      process.channel.send(WorkerCommand.acknowledge.encoded())
    case .inputRequest(let prompt, let password):
      flush()
      ask(prompt, password)
    case .backgroundTrap(let ending):
      flush()
      let isRunning = condition.withLock { shared.isRunning && shared.report == nil }
      if isRunning {
        change { $0.backgroundTrap = ending }
      } else {
        tell(backgroundTrap: ending)
      }
    case .finished(let report):
      flush()
      // The cell may have come to its end by itself before the trap could end it.
      if report.ending.kind != .interrupted(.backgroundTrap),
        let trap = condition.withLock({ shared.backgroundTrap.take() })
      {
        tell(backgroundTrap: trap)
      }
      change { $0.report = report }
    }
  }

  private func tell(backgroundTrap ending: Ending) {
    let text = TrapText.message(of: ending)
    let what = ending.onMainThread ? "Code on the main actor or the main queue" : "A thread that a cell left running"
    frontEnd?.stream(.stderr, "\(what) has stopped: \(text)\n")
  }

  private func show(_ kind: DisplayKind, _ json: String) {
    let data = DisplayData(workerJSON: json)
    switch kind {
    case .display: frontEnd?.display(data)
    case .update: frontEnd?.updateDisplay(data)
    case .result: frontEnd?.result(data)
    }
  }

  /// Waits for the user beside the reading thread: output of other threads goes on.
  private func ask(_ prompt: String, _ password: Bool) {
    let frontEnd = frontEnd
    let channel = process.channel
    Thread.detachNewThread {
      let line = frontEnd?.input(prompt: prompt, password: password)
      channel.send(WorkerCommand.inputReply(line).encoded())
    }
  }
}
