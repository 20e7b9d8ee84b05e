// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation

/// Where the parts of Martlet lie: beside the running program, as the build or `make install` put them.
package struct Installation: Sendable {
  /// The folder of the `martlet` program.
  package var directory: String

  package var worker: String { directory + "/martlet-worker" }
  package var library: String { directory + "/libMartlet.so" }
  package var modules: String { directory + "/Modules" }

  package init(directory: String) { self.directory = directory }

  /// The installation that the running program belongs to.
  package static func current() -> Installation {
    let program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return Installation(directory: URL(fileURLWithPath: program).deletingLastPathComponent().path)
  }

  /// Import lines that every cell starts with.
  package static let standardImports = ["import Foundation", "import Martlet"]

  /// `$XDG_CACHE_HOME/martlet`, else `~/.cache/martlet`; the compiler keeps its module cache there.
  package static func cacheDirectory(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/martlet" }
    return (environment["HOME"] ?? NSTemporaryDirectory()) + "/.cache/martlet"
  }

  /// C modules that Martlet's modules import internally. The compiler insists on finding them when a cell imports
  /// Martlet, but looks for nothing in them: empty ones serve, and cells need no C headers.
  private static let hiddenCModules = ["CCairo", "CLocks", "CNumerics", "COpenBLAS", "CSodium", "CZlib", "CZstd"]

  /// The folder with the empty C modules, in a place that stays the same, so that the compiler caches them once; another
  /// version of Martlet, with other modules, has another.
  private static func hiddenModuleFolder() -> String {
    let folder = cacheDirectory() + "/HiddenModules-" + hiddenCModules.joined(separator: "-")
    let map = hiddenCModules.map { "module \($0) {}\n" }.joined()
    let file = folder + "/module.modulemap"
    if (try? String(contentsOfFile: file, encoding: .utf8)) != map {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try? map.write(toFile: file, atomically: true, encoding: .utf8)
    }
    return folder
  }

  /// A compiler for a session whose files lie in `directory`.
  package func compiler(toolchain: Toolchain, directory: String) -> CellCompiler {
    let cache = Self.cacheDirectory() + "/ModuleCache"
    try? FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    return CellCompiler(
      toolchain: toolchain, directory: directory, moduleCache: cache,
      searchPaths: [modules, Self.hiddenModuleFolder()],
      libraries: [library])
  }
}
