// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Answers questions about cells with the toolchain's library, in this process. Not thread-safe.
final class CellAnalyzer {
  let library: SourceKitLibrary

  init(libraryPath: String) throws(LanguageServiceError) {
    library = try SourceKitLibrary(path: libraryPath)
    // A cell that is run again writes its module anew; the compiler must look at once, not after its usual 5 s.
    let options: [String: SourceKitArgument] = ["key.completion_check_dependency_interval": .int(0)]
    _ = try library.send("configuration.global", options) { _ in }
  }

  /// The name the compiler knows the cell by. No such file exists; its text travels with each request.
  static func file(_ context: CellContext) -> String { "/session/\(context.moduleName).swift" }

  func arguments(_ context: CellContext) -> SourceKitArgument {
    .strings([Self.file(context)] + context.compilerArguments)
  }
}
