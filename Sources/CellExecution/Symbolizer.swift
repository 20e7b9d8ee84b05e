// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation
import WorkerProtocol

/// Turns places in cell libraries into cells, lines and functions, with the toolchain's `llvm-symbolizer`.
package struct Symbolizer {
  struct Place: Equatable, Sendable {
    var module: String
    var line: Int
    /// The user's name for the function; nil at the top level.
    var function: String?
  }

  struct Trace: Sendable {
    /// Innermost first; inlined functions have places of their own.
    var places: [Place] = []
    /// What the compiler calls the failure of a trap without a message ("arithmetic overflow").
    var runtimeFailure: String?
  }

  let toolchain: Toolchain
  let directory: String

  func trace(_ frames: [Ending.Frame]) -> Trace {
    var trace = Trace()
    let own = frames.enumerated().filter { $0.element.library.hasPrefix(directory) }.prefix(24)
    for (index, frame) in own {
      let outcome = Subprocess.run(
        toolchain.symbolizer,
        ["--obj=" + frame.library, "--inlines", "--functions=linkage", "0x" + String(frame.offset, radix: 16)])
      guard outcome.succeeded else { continue }
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
      for pair in stride(from: 0, to: lines.count - 1, by: 2) {
        let (symbol, place) = (lines[pair], lines[pair + 1])
        if let failure = symbol.firstRange(of: "Swift runtime failure: ") {
          if index == 0 { trace.runtimeFailure = String(symbol[failure.upperBound...]) }
          continue
        }
        guard let found = self.place(place, symbol: symbol), trace.places.last != found else { continue }
        trace.places.append(found)
      }
    }
    return trace
  }

  /// `cell:Cell_3:12:5`.
  private func place(_ text: String, symbol: String) -> Place? {
    guard let start = text.firstRange(of: "cell:") else { return nil }
    let parts = text[start.upperBound...].split(separator: ":")
    guard parts.count >= 2, let line = Int(parts[1]), line > 0 else { return nil }
    return Place(module: String(parts[0]), line: line, function: Self.functionName(symbol))
  }

  /// The user's name in a mangled one: `f` for `Cell_3.f(Swift.Int) -> Swift.Int`.
  package static func functionName(_ symbol: String) -> String? {
    if symbol.hasSuffix("_main") { return nil }
    guard let demangled = Demangler.demangle(symbol) else { return nil }
    let isClosure = demangled.contains("closure #")
    let inner = demangled.components(separatedBy: " in ").last ?? demangled
    guard let match = inner.firstMatch(of: /Cell_\d+\.([^\(<:]+)/) else { return isClosure ? "closure" : nil }
    var name = String(match.1).trimmingCharacters(in: .whitespaces)
    name = name.replacing(/Cell_\d+\./, with: "")
    return isClosure ? "closure in \(name)" : name
  }
}
