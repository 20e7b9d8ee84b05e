// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Synchronization

/// Publishes what the kernel is doing: `starting` once, then `busy` and `idle` around every request.
///
/// Requests overlap: control answers while a cell runs, and so do completion and inspection. Front ends show the
/// status that came last, whatever it belonged to, and servers end kernels that look idle. So when a request ends
/// while a cell runs, its `idle` is followed by one more `busy` of the cell.
final class Activity: Sendable {
  private struct State {
    var hasStarted = false
    var active: [Message] = []
  }

  private let publisher: Publisher
  private let state = Mutex(State())

  init(publisher: Publisher) { self.publisher = publisher }

  func begin(_ request: Message) {
    // Published under the lock: otherwise an older status could overtake a newer one.
    state.withLock { state in
      if !state.hasStarted {
        state.hasStarted = true
        publisher.publish(StatusContent(state: .starting), as: StatusContent.messageType, parent: nil)
      }
      state.active.append(request)
      publisher.publish(StatusContent(state: .busy), parent: request)
    }
  }

  func end(_ request: Message) {
    state.withLock { state in
      if let index = state.active.firstIndex(where: { $0.header.id == request.header.id }) {
        state.active.remove(at: index)
      }
      publisher.publish(StatusContent(state: .idle), parent: request)
      if let cell = state.active.first(where: { $0.type == ExecuteRequest.messageType }) {
        publisher.publish(StatusContent(state: .busy), parent: cell)
      }
    }
  }

  /// Lets a subscriber in. The first one hears that the kernel is starting: nobody could have heard it before, unless
  /// a request came first, and then `starting` would be untrue.
  func welcome(topic: [UInt8]) {
    state.withLock { state in
      publisher.welcome(topic: topic, then: state.hasStarted ? nil : .starting)
      state.hasStarted = true
    }
  }
}
