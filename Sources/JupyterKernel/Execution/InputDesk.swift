// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Where cells ask the user for input, one at a time.
///
/// An answer counts only while its question is open: answers that come later, or without a question, are dropped.
final class InputDesk: Sendable {
  private struct State {
    /// The identifier of the open question.
    var question: String?
    var answer: String??
    /// Counts the cancellations; who waits looks for a change.
    var cancellations = 0
  }

  private let publisher: Publisher
  private let state = Monitor(State())

  init(publisher: Publisher) { self.publisher = publisher }

  /// Asks, and waits for the answer. Nil after `cancel()`.
  func ask(_ question: InputRequest, for request: Message) -> String? {
    // Sending under the lock keeps an answer from arriving before the question is known.
    let cancellations: Int? = state.wait { [publisher] state -> Int?? in
      guard state.question == nil else { return nil }
      state.question = publisher.ask(question, for: request)
      state.answer = nil
      return .some(state.question == nil ? nil : state.cancellations)
    }
    guard let cancellations else { return nil }
    return state.wait { state -> String?? in
      let isCancelled = state.cancellations != cancellations
      guard let answer = isCancelled ? .some(nil) : state.answer else { return nil }
      state.question = nil
      state.answer = nil
      return .some(answer)
    }
  }

  /// Takes an answer from the stdin channel. Clients that name no parent answer whatever is open.
  /// - Throws: `DecodingError`.
  func receive(_ message: Message) throws {
    let reply: InputReply = try message.content()
    let parent = message.parentHeader?.id
    state.update { state in
      guard let question = state.question, parent == nil || parent == question else { return }
      state.answer = .some(reply.status == .ok ? reply.value : nil)
    }
  }

  /// Ends the wait of whoever is asking.
  func cancel() { state.update { $0.cancellations += 1 } }
}
