// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Synchronization

/// The front end as one cell sees it: whatever the cell puts out is published under its request, for as long as
/// anything of it lives.
final class CellFrontEnd: FrontEnd {
  private struct State {
    var result: String?
    var hasEnded = false
  }

  private let request: Message
  private let content: ExecuteRequest
  private let executionCount: Int
  private let publisher: Publisher
  private let desk: InputDesk
  private let state = Mutex(State())

  init(request: Message, content: ExecuteRequest, executionCount: Int, publisher: Publisher, desk: InputDesk) {
    self.request = request
    self.content = content
    self.executionCount = executionCount
    self.publisher = publisher
    self.desk = desk
  }

  /// The plain text of the last result.
  var resultText: String? { state.withLock { $0.result } }

  /// From now on nobody is asked for input: the front end has closed the cell's input field. Whoever is asking already
  /// waits until the desk is cancelled.
  func end() { state.withLock { $0.hasEnded = true } }

  func stream(_ name: StreamName, _ text: String) {
    if !text.isEmpty { publish(StreamContent(name: name.rawValue, text: text)) }
  }

  func display(_ data: DisplayData) {
    publish(DisplayContent(value: data.mimeData, displayID: data.displayID))
  }

  func updateDisplay(_ data: DisplayData) {
    guard !content.silent else { return }
    publisher.publish(
      DisplayContent(value: data.mimeData, displayID: data.displayID), as: DisplayContent.updateType, parent: request)
  }

  func result(_ data: DisplayData) {
    state.withLock { $0.result = data.data["text/plain"]?.stringValue }
    publish(ExecuteResult(value: data.mimeData, executionCount: executionCount, displayID: data.displayID))
  }

  func clearOutput(wait: Bool) { publish(ClearOutput(wait: wait)) }

  var allowsInput: Bool { content.allowStdin }

  func input(prompt: String, password: Bool) -> String? {
    guard allowsInput else { return nil }
    return desk.ask(InputRequest(prompt: prompt, password: password), for: request) {
      state.withLock { !$0.hasEnded }
    }
  }

  private func publish(_ output: some MessageContent) {
    if !content.silent { publisher.publish(output, parent: request) }
  }
}
