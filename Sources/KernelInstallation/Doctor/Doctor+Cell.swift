// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import CellExecution
import Foundation
import JupyterKernel

extension Doctor {
  /// Does a tiny cell compile, link, load and give the right answer?
  package func checkCell() -> [Finding] {
    let clock = ContinuousClock()
    let interpreter = SwiftInterpreter(installation: installation)
    defer { interpreter.shutdown(restart: false) }
    var outcome: CellOutcome?
    let silent = SilentFrontEnd()
    let first = clock.measure {
      interpreter.start()
      outcome = interpreter.execute(CellRequest(code: "6 * 7", executionCount: 1), frontEnd: silent)
    }
    if case .error(let error)? = outcome {
      return [
        .problem(
          "a cell", "the cell '6 * 7' fails: \(error.name): \(error.value)",
          mend: "fix the problems above first; then run make install in Martlet's source folder")
      ]
    }
    guard silent.result == "42" else {
      return [
        .problem("a cell", "the cell '6 * 7' gives \(silent.result ?? "no result")", mend: Self.buildAgain)
      ]
    }
    let second = clock.measure {
      _ = interpreter.execute(CellRequest(code: "6 * 8", executionCount: 2), frontEnd: silent)
    }
    return [
      .ok(
        "a cell",
        "compiles and runs: the first in \(Self.milliseconds(first)) ms with the start, the next in \(Self.milliseconds(second)) ms"
      )
    ]
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    Int(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)
  }
}

/// Keeps the plain text of the last result.
private final class SilentFrontEnd: FrontEnd, @unchecked Sendable {
  private let lock = NSLock()
  private var text: String?

  var result: String? { lock.withLock { text } }
  var allowsInput: Bool { false }

  func result(_ data: DisplayData) { lock.withLock { text = data.data["text/plain"]?.stringValue } }
  func stream(_ name: StreamName, _ text: String) {}
  func display(_ data: DisplayData) {}
  func updateDisplay(_ data: DisplayData) {}
  func clearOutput(wait: Bool) {}
  func input(prompt: String, password: Bool) -> String? { nil }
}
