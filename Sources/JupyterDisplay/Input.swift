// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Asks the front end for a line of text, as `Swift.readLine` asks a terminal.
///
/// - Parameter strippingNewline: leave out the newline at the end.
/// - Returns: nil where nobody can answer (a notebook that runs unattended); a note on stderr then says so.
public func readLine(strippingNewline: Bool = true) -> String? {
  guard let line = Input.line(prompt: "", password: false) else { return nil }
  return strippingNewline ? line : line + "\n"
}

/// Asks the front end for a line of text, with a prompt.
/// - Parameter password: do not show what is typed.
public func readLine(prompt: String, password: Bool = false) -> String? {
  Input.line(prompt: prompt, password: password)
}

enum Input {
  static func line(prompt: String, password: Bool) -> String? {
    guard let ask = Host.readLine else {
      print(prompt, terminator: "")
      return Swift.readLine()
    }
    var prompt = prompt
    guard let answer = prompt.withUTF8({ ask($0.baseAddress ?? emptyPrompt, $0.count, password) }) else { return nil }
    defer { free(answer) }
    return String(cString: answer)
  }

  private nonisolated(unsafe) static let emptyPrompt = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
}
