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

  /// Asks, once earlier questions are answered, and waits for the answer. Nil after `cancel()`.
  /// - Parameter isOpen: whether the cell may still ask; who makes it false calls `cancel()` afterwards.
  func ask(_ question: InputRequest, for request: Message, isOpen: () -> Bool) -> String? {
    // Looked at together: a cell that ends from here on is noticed by the cancellation.
    guard let cancellations = state.update({ isOpen() ? $0.cancellations : nil }) else { return nil }
    let isAsked = state.wait { [publisher] state -> Bool? in
      if state.cancellations != cancellations { return false }
      guard state.question == nil else { return nil }
      // Sending under the lock keeps an answer from arriving before the question is known.
      state.question = publisher.ask(question, for: request)
      state.answer = nil
      return state.question != nil
    }
    guard isAsked else { return nil }
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
