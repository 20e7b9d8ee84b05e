// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation

/// A cell that speaks to the kernel and not to Swift: one line that begins with `%`.
package enum Magic: Equatable {
  case help, who, restore, reset
  case unknown(String)

  /// Nil where the text is Swift.
  package init?(_ code: String) {
    let line = code.trimmingPrefix { $0.isWhitespace }.split(separator: "\n", maxSplits: 1)
    guard let first = line.first, first.hasPrefix("%"), line.dropFirst().allSatisfy({ $0.allSatisfy(\.isWhitespace) })
    else { return nil }
    switch first.dropFirst().split(separator: " ").first {
    case "help": self = .help
    case "who": self = .who
    case "restore": self = .restore
    case "reset": self = .reset
    case let name: self = .unknown(String(name ?? ""))
    }
  }

  static let helpText = """
    %help     this list
    %who      variables, functions and types of the session, with the cells they come from
    %restore  after the worker was lost: re-run the compiled cells, so that their variables come back
    %reset    forget everything and start again

    """
}

/// What `%who` says.
enum SessionListing {
  static func text(_ session: SessionState) -> String {
    let names = session.liveNames
    guard !names.isEmpty else { return "The session is empty.\n" }
    let width = names.map { $0.declaration.name.count }.max() ?? 0
    return names.map { reference in
      let name = reference.declaration.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let kind = reference.declaration.kind.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0)
      return "\(name)  \(kind)  cell \(session.executionCount(of: reference.module))\n"
    }.joined()
  }
}
