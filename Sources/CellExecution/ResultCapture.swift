// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterKernel

/// A front end that keeps the result and drops the rest, for `user_expressions`.
final class ResultCapture: FrontEnd, @unchecked Sendable {
  private let lock = NSLock()
  private var captured: DisplayData?

  var data: DisplayData? { lock.withLock { captured } }
  var allowsInput: Bool { false }

  func result(_ data: DisplayData) { lock.withLock { captured = data } }
  func stream(_ name: StreamName, _ text: String) {}
  func display(_ data: DisplayData) {}
  func updateDisplay(_ data: DisplayData) {}
  func clearOutput(wait: Bool) {}
  func input(prompt: String, password: Bool) -> String? { nil }
}
