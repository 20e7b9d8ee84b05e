// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellExecution
import Foundation
import JupyterKernel
import JupyterProtocol

/// A front end that keeps what it is told, in order.
final class RecordingFrontEnd: FrontEnd, @unchecked Sendable {
  enum Event {
    case stream(StreamName, String)
    case display(DisplayData)
    case update(DisplayData)
    case result(DisplayData)
    case clear(wait: Bool)
    case input(prompt: String, password: Bool)
  }

  private let condition = NSCondition()
  private var recorded: [Event] = []
  private var answers: [String]
  let allowsInput: Bool
  /// Called, on a thread of its own, when this text has been printed.
  private var reaction: (text: String, action: @Sendable () -> Void)?

  init(answers: [String]?, reaction: (text: String, action: @Sendable () -> Void)? = nil) {
    allowsInput = answers != nil
    self.answers = answers ?? []
    self.reaction = reaction
  }

  var events: [Event] { condition.withLock { recorded } }

  func text(_ name: StreamName) -> String {
    events.map { if case .stream(name, let text) = $0 { text } else { "" } }.joined()
  }

  /// Waits for output that comes after the cell has ended.
  func wait(for text: String, on name: StreamName) -> Bool {
    let deadline = Date().addingTimeInterval(30)
    while !self.text(name).contains(text) {
      let isInTime = condition.withLock { condition.wait(until: deadline) }
      if !isInTime { return self.text(name).contains(text) }
    }
    return true
  }

  private func record(_ event: Event) {
    condition.withLock {
      recorded.append(event)
      condition.broadcast()
    }
    guard let due = condition.withLock({ reaction }), text(.stdout).contains(due.text) else { return }
    condition.withLock { reaction = nil }
    Thread.detachNewThread(due.action)
  }

  func stream(_ name: StreamName, _ text: String) { record(.stream(name, text)) }
  func display(_ data: DisplayData) { record(.display(data)) }
  func updateDisplay(_ data: DisplayData) { record(.update(data)) }
  func result(_ data: DisplayData) { record(.result(data)) }
  func clearOutput(wait: Bool) { record(.clear(wait: wait)) }
  func input(prompt: String, password: Bool) -> String? {
    record(.input(prompt: prompt, password: password))
    return condition.withLock { answers.isEmpty ? nil : answers.removeFirst() }
  }
}

/// One cell's run: what the front end saw, and how it ended.
struct CellRun {
  var frontEnd: RecordingFrontEnd
  var error: CellError?

  var out: String { frontEnd.text(.stdout) }
  var err: String { frontEnd.text(.stderr) }

  /// The plain text of the result.
  var result: String? {
    frontEnd.events.lazy.compactMap {
      if case .result(let data) = $0 { data.data["text/plain"]?.stringValue } else { nil }
    }.first
  }

  /// The traceback without its colours.
  var traceback: String {
    (error?.traceback ?? []).joined(separator: "\n").replacing(/\u{1b}\[\d+m/, with: "")
  }
}

/// A session with a real compiler and a real worker, as the kernel drives it.
final class Notebook: Sendable {
  let interpreter: SwiftInterpreter
  private let directory: URL
  private let counter = Counter()

  private final class Counter: @unchecked Sendable {
    var value = 0
  }

  /// - Parameter withLanguageService: also with completion and inspection, which take seconds to start.
  init(withLanguageService: Bool = false, environment: [String: String] = [:]) throws {
    let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("notebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for name in ["martlet-worker", "libMartlet.so", "Modules"] + (withLanguageService ? ["martlet"] : []) {
      try FileManager.default.createSymbolicLink(
        at: directory.appendingPathComponent(name), withDestinationURL: products.appendingPathComponent(name))
    }
    interpreter = SwiftInterpreter(installation: Installation(directory: directory.path))
    for (name, value) in environment { setenv(name, value, 1) }
    interpreter.start()
    for name in environment.keys { unsetenv(name) }
  }

  deinit {
    interpreter.shutdown(restart: false)
    try? FileManager.default.removeItem(at: directory)
  }

  /// Runs a cell; `interruptingAt` is a text that the cell prints, upon which it is interrupted.
  @discardableResult
  func run(_ code: String, answers: [String]? = nil, interruptingAt text: String? = nil) -> CellRun {
    counter.value += 1
    let interpreter = interpreter
    let frontEnd = RecordingFrontEnd(
      answers: answers, reaction: text.map { text in (text, { interpreter.interrupt() }) })
    let outcome = interpreter.execute(
      CellRequest(code: code, executionCount: counter.value), frontEnd: frontEnd)
    if case .error(let error) = outcome { return CellRun(frontEnd: frontEnd, error: error) }
    return CellRun(frontEnd: frontEnd, error: nil)
  }

  /// The plain text of a cell's result; the error's text where there is one.
  func value(_ code: String) -> String? {
    let run = run(code)
    return run.error.map { "\($0.name): \($0.value)" } ?? run.result
  }

  /// A cell's result as a number.
  func integer(_ code: String) -> Int? { value(code).flatMap { Int($0) } }
}
