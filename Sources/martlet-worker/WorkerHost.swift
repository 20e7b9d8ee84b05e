// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc
import WorkerProtocol

/// What code in cells asks of the worker, and the waits for the kernel's answers.
final class WorkerHost: @unchecked Sendable {
  nonisolated(unsafe) static var shared: WorkerHost?

  private let channel: FrameChannel
  private let answered = Semaphore()
  /// One question at a time: several threads may display.
  private let turn = Mutex()
  private var line: String?
  private var allowsInput = false
  private var toldNoInput = false

  init(channel: FrameChannel) { self.channel = channel }

  func begin(allowsInput: Bool) {
    self.allowsInput = allowsInput
    toldNoInput = false
    // A cell that was left while it waited keeps its turn for ever.
    turn.reset()
    answered.reset()
  }

  func answer(_ line: String?) {
    self.line = line
    answered.post()
  }

  /// Sends an event and waits until the kernel has taken it: what is printed afterwards comes after it.
  private func ask(_ event: WorkerEvent) -> String? {
    turn.lock()
    worker_hold_interrupts(true)
    worker_flush_own_stdio()
    channel.send(event.encoded())
    worker_hold_interrupts(false)
    martlet_set_blocking(true)
    answered.wait()
    martlet_set_blocking(false)
    let line = line
    turn.unlock()
    return line
  }

  func display(_ kind: DisplayKind, json: String) { _ = ask(.display(kind, json: json)) }
  func clearOutput(wait: Bool) { _ = ask(.clearOutput(wait: wait)) }

  func readLine(prompt: String, password: Bool) -> String? {
    if allowsInput { return ask(.inputRequest(prompt: prompt, password: password)) }
    if !toldNoInput {
      toldNoInput = true
      let note = "readLine() returned nil: this front end cannot ask for input.\n"
      _ = note.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }
    return nil
  }

  func tellBackgroundTrap() {
    let report = UnsafeMutablePointer<CellReport>.allocate(capacity: 1)
    defer { report.deallocate() }
    guard worker_take_background_report(report) else { return }
    channel.send(WorkerEvent.backgroundTrap(Ending(report)).encoded())
    _ = worker_interrupt(kInterruptByBackgroundTrap)
  }
}

@_cdecl("martlet_host_display")
public func hostDisplay(_ kind: UInt8, _ json: UnsafePointer<UInt8>, _ count: Int) {
  let text = String(decoding: UnsafeBufferPointer(start: json, count: count), as: UTF8.self)
  WorkerHost.shared?.display(DisplayKind(rawValue: kind) ?? .display, json: text)
}

@_cdecl("martlet_host_clear_output")
public func hostClearOutput(_ wait: Bool) { WorkerHost.shared?.clearOutput(wait: wait) }

@_cdecl("martlet_host_read_line")
public func hostReadLine(_ prompt: UnsafePointer<UInt8>, _ count: Int, _ password: Bool) -> UnsafeMutablePointer<CChar>?
{
  let prompt = String(decoding: UnsafeBufferPointer(start: prompt, count: count), as: UTF8.self)
  let line = WorkerHost.shared?.readLine(prompt: prompt, password: password)
  // An interrupt ends the wait: the cell must not take it for the end of the input.
  martlet_check_interrupt()
  return line.flatMap { strdup($0) }
}
