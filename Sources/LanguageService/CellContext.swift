// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How the compiler is to see a cell: the same for completion and inspection, and the same as for running it.
///
/// Requests with equal contexts share the compiler's state and take milliseconds; the first request with a new one
/// loads its modules. `LanguageClient.prepare(_:)` does that ahead of time.
public struct CellContext: Codable, Sendable, Hashable {
  /// Source text placed before the cell's code: the imports of the session.
  public var prelude: String
  /// The compiler's arguments without the source file, for example
  /// `-module-name Cell3 -swift-version 5 -enable-testing -I <session folder>`.
  public var compilerArguments: [String]

  public init(prelude: String = "", compilerArguments: [String]) {
    self.prelude = prelude
    self.compilerArguments = compilerArguments
  }

  /// The module the cell is compiled as; `Cell` where the arguments do not say.
  package var moduleName: String {
    guard let flag = compilerArguments.lastIndex(of: "-module-name"), flag + 1 < compilerArguments.count else {
      return "Cell"
    }
    return compilerArguments[flag + 1]
  }
}
