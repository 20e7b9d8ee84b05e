// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The place where a caller waits for the worker. Filled once; later fillings are ignored.
final class PendingReply: @unchecked Sendable {
  // The condition guards `outcome`.
  private let condition = NSCondition()
  private var outcome: Result<LanguageReply, LanguageServiceError>?
  private let onFailure: (@Sendable (LanguageServiceError) -> Void)?

  /// - Parameter onFailure: called instead of waiting, for a request whose answer nobody needs.
  init(onFailure: (@Sendable (LanguageServiceError) -> Void)? = nil) {
    self.onFailure = onFailure
  }

  var isSettled: Bool {
    condition.withLock { outcome != nil }
  }

  func settle(_ result: Result<LanguageReply, LanguageServiceError>) {
    let isFirst = condition.withLock {
      guard outcome == nil else { return false }
      outcome = result
      condition.broadcast()
      return true
    }
    guard isFirst, let onFailure else { return }
    switch result {
    case .failure(let problem), .success(.failure(let problem)): onFailure(problem)
    case .success: break
    }
  }

  /// Waits for the outcome; settles as `notReady` when the time is up, so that the worker need not begin.
  func wait(seconds: Double) -> Result<LanguageReply, LanguageServiceError> {
    let limit = Date(timeIntervalSinceNow: seconds)
    return condition.withLock {
      while true {
        if let outcome { return outcome }
        guard condition.wait(until: limit) else { break }
      }
      let late = outcome ?? .failure(.notReady(seconds: seconds))
      outcome = late
      return late
    }
  }
}
