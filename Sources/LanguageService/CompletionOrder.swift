// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How completions are sorted: what is near the cursor first, then the session, then libraries.
struct CompletionOrder {
  /// The module of the cell being written, for example `Cell7`.
  var moduleName: String
  /// What has been typed of the name.
  var prefix: String

  /// Smaller comes first.
  func rank(_ candidate: CompletionCandidate) -> [Int] {
    [
      candidate.isDiscouraged ? 1 : 0,
      tier(candidate),
      candidate.fits ? 0 : 1,
      candidate.name.hasPrefix(prefix) ? 0 : 1,
      // A later cell's declaration supersedes an earlier one's.
      -(sessionNumber(candidate.module) ?? 0),
    ]
  }

  private func tier(_ candidate: CompletionCandidate) -> Int {
    switch candidate.context {
    // `self` after a dot is what one wants least.
    case .thisclass where candidate.kind == .keyword: return 4
    case .local, .exprspecific, .thisclass: return 0
    case .thismodule: return 1
    case .superclass, .otherclass: return 3
    case .none, .othermodule: break
    }
    if candidate.sourceKind == "pattern" || candidate.name.hasSuffix(":") { return 0 }
    if candidate.module == moduleName { return 1 }
    if sessionNumber(candidate.module) != nil { return 2 }
    // `Fi` asks for `Figure`, not for `fileprivate`.
    if candidate.kind == .keyword { return candidate.name.hasPrefix(prefix) ? 4 : 6 }
    if Self.swiftModules.contains(candidate.module) { return 6 }
    return Self.isForeign(candidate.module) ? 7 : 5
  }

  /// The number of an earlier cell's module; nil for every other module.
  func sessionNumber(_ module: String) -> Int? {
    let stem = String(moduleName.reversed().drop { $0.isASCII && $0.isNumber }.reversed())
    guard module != moduleName, module.hasPrefix(stem) else { return nil }
    return Int(module.dropFirst(stem.count))
  }

  /// The module of this or of an earlier cell; an implementation detail that nobody wants to type.
  func isCell(_ module: String) -> Bool { module == moduleName || sessionNumber(module) != nil }

  /// What every Swift programmer knows: after the names of the session and its libraries.
  private static let swiftModules: Set<String> = [
    "Swift", "_Concurrency", "_StringProcessing", "Synchronization", "Observation", "RegexBuilder", "Dispatch",
    "Foundation", "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking", "FoundationXML",
  ]

  /// C libraries that come along with Foundation: some six thousand macros and functions.
  static func isForeign(_ module: String) -> Bool {
    guard !swiftModules.contains(module) else { return false }
    return module.hasPrefix("_") || module.hasSuffix("Glibc") || module.hasSuffix("Shims") || module == "CDispatch"
  }
}
