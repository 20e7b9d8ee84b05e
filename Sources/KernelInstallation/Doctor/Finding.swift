// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the doctor found out about one thing that Martlet needs.
package struct Finding: Equatable, Sendable {
  package enum Status: String, Sendable {
    case ok
    /// Martlet works, but not all of it.
    case warning
    /// Martlet does not work.
    case problem
  }

  package var status: Status
  package var subject: String
  package var text: String
  /// The command, or the deed, that mends it.
  package var remedy: String?

  package static func ok(_ subject: String, _ text: String) -> Finding {
    Finding(status: .ok, subject: subject, text: text)
  }

  package static func warning(_ subject: String, _ text: String, mend remedy: String) -> Finding {
    Finding(status: .warning, subject: subject, text: text, remedy: remedy)
  }

  package static func problem(_ subject: String, _ text: String, mend remedy: String) -> Finding {
    Finding(status: .problem, subject: subject, text: text, remedy: remedy)
  }

  /// The line for people, and a second one with the remedy.
  package var lines: String {
    let label = status.rawValue.padding(toLength: 7)
    let first = "\(label)  \(subject.padding(toLength: 12))  \(text)"
    return remedy.map { "\(first)\n         \("".padding(toLength: 12))  -> \($0)" } ?? first
  }
}

extension String {
  fileprivate func padding(toLength length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
