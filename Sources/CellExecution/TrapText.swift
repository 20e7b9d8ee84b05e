// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import WorkerProtocol

/// Plain words for the end of a cell.
package enum TrapText {
  /// What went wrong, without the place.
  package static func message(of ending: Ending, runtimeFailure: String? = nil) -> String {
    if ending.stackOverflow { return "Stack overflow: endless recursion?" }
    let said = withoutPlace(ending.message)
    if !said.isEmpty { return said }
    guard case .trapped(let signal) = ending.kind else { return said }
    if let runtimeFailure { return capitalised(runtimeFailure) }
    switch signal {
    case SIGSEGV, SIGBUS:
      // The worker's word for no address: the signal was sent, and nothing was accessed.
      if ending.faultAddress == .max { return "Bad memory access (a signal that was sent)" }
      let address = "0x" + String(ending.faultAddress, radix: 16)
      return ending.faultAddress < 4096 ? "Null pointer access (address \(address))" : "Bad memory access at \(address)"
    case SIGABRT: return "abort() was called"
    case SIGFPE: return "Arithmetic exception"
    default: return "The program stopped itself (\(String(cString: strsignal(signal))))"
    }
  }

  /// `cell:Cell_3:2: Fatal error: text` and `Swift/Array.swift:12: Fatal error: text` become `text`.
  package static func withoutPlace(_ message: String) -> String {
    // The runtime names types with their addresses, which tell the reader nothing.
    var text = message.replacing(/\ \(0x[0-9a-f]+\)/, with: "").replacing("'Swift.", with: "'")
    text.replace(/\bCell_\d+\./, with: "")
    while text.hasSuffix("\n") { text.removeLast() }
    for label in [
      "Fatal error: ", "Assertion failed: ", "Precondition failed: ", "Fatal error", "Assertion failed",
      "Precondition failed",
    ] {
      guard let range = text.firstRange(of: label) else { continue }
      let rest = String(text[range.upperBound...])
      return rest.isEmpty ? String(text[range]) : rest
    }
    return text
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
