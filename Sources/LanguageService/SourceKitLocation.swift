// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Where the toolchain keeps the library that answers completion and inspection.
package enum SourceKitLocation {
  /// Finds `libsourcekitdInProc.so` of the toolchain that `SWIFT_TOOLCHAIN` names, else of the first
  /// `swift-frontend` in `PATH`.
  /// - Throws: `LanguageServiceError.toolchainNotFound` with the paths that were tried.
  package static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(LanguageServiceError) -> String {
    let candidates = prefixes(environment).map { $0 + "/lib/libsourcekitdInProc.so" }
    guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw .toolchainNotFound(searched: candidates)
    }
    return found
  }

  /// Folders that may hold `lib`: a toolchain's `usr`. A toolchain that was named excludes those in `PATH`: another
  /// compiler's library cannot read the session's modules.
  private static func prefixes(_ environment: [String: String]) -> [String] {
    if let root = environment["SWIFT_TOOLCHAIN"], !root.isEmpty { return [root + "/usr", root] }
    return (environment["PATH"] ?? "").split(separator: ":").compactMap { folder in
      let compiler = "\(folder)/swift-frontend"
      guard FileManager.default.isExecutableFile(atPath: compiler) else { return nil }
      let resolved = URL(fileURLWithPath: compiler).resolvingSymlinksInPath()
      return resolved.deletingLastPathComponent().deletingLastPathComponent().path
    }
  }
}
