// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Whether the condition of an `#if` holds where cells are compiled, so that later cells know what it declares.
package enum CompilerCondition {
  /// The clause that is compiled; nil where none is, or where that cannot be told.
  static func activeClause(of config: IfConfigDeclSyntax) -> IfConfigClauseSyntax? {
    for clause in config.clauses {
      guard let condition = clause.condition else { return clause }
      switch holds(condition.trimmedDescription) {
      case true?: return clause
      case false?: continue
      case nil: return nil
      }
    }
    return nil
  }

  /// Nil where it cannot be told.
  package static func holds(_ condition: String) -> Bool? {
    let text = condition.trimmingPrefix { $0 == " " }
    for (separator, combine) in [("||", { $0 || $1 }), ("&&", { $0 && $1 })] as [(String, (Bool, Bool) -> Bool)] {
      let terms = text.split(separator: separator)
      guard terms.count > 1 else { continue }
      let parts = terms.map { holds(trimmed(String($0))) }
      let known = parts.compactMap(\.self)
      guard known.count == parts.count else { return nil }
      return known.dropFirst().reduce(known[0], combine)
    }
    if text.hasPrefix("!") { return holds(String(text.dropFirst())).map { !$0 } }
    return holdsSimple(trimmed(String(text)))
  }

  private static func holdsSimple(_ text: String) -> Bool? {
    if text == "true" { return true }
    if text == "false" { return false }
    guard let match = text.wholeMatch(of: /(\w+)\(([^()]*)\)/) else {
      return text.allSatisfy { $0.isLetter || $0 == "_" } ? false : nil
    }
    let argument = trimmed(String(match.2))
    switch match.1 {
    case "os": return argument == "Linux"
    case "arch": return argument == architecture
    case "swift", "compiler": return argument.hasPrefix(">=")
    case "canImport": return canImport(argument)
    default: return nil
    }
  }

  private static func canImport(_ module: String) -> Bool? {
    let present: Set<String> = [
      "Swift", "Foundation", "FoundationEssentials", "FoundationNetworking", "Dispatch", "Glibc", "Observation",
      "Synchronization", "RegexBuilder", "Martlet",
    ]
    let absent: Set<String> = [
      "Darwin", "UIKit", "AppKit", "Cocoa", "SwiftUI", "Combine", "CoreML", "Accelerate", "Metal", "WinSDK", "Musl",
      "Android", "Charts",
    ]
    return present.contains(module) ? true : absent.contains(module) ? false : nil
  }

  #if arch(x86_64)
    private static let architecture = "x86_64"
  #else
    private static let architecture = "arm64"
  #endif

  private static func trimmed(_ text: String) -> String {
    text.split(separator: " ").joined(separator: " ")
  }
}
