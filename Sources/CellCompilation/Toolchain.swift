// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// A Swift toolchain on this machine.
package struct Toolchain: Sendable {
  /// The folder that holds `bin` and `lib`.
  package var root: String

  package var frontend: String { root + "/bin/swift-frontend" }
  package var linker: String { root + "/bin/ld.lld" }
  package var symbolizer: String { root + "/bin/llvm-symbolizer" }
  package var runtimeLibraries: String { root + "/lib/swift/linux" }
  package var host: String { root + "/lib/swift/host" }

  package enum NotFound: Error, CustomStringConvertible {
    case notInPath
    case noCompiler(String)

    package var description: String {
      switch self {
      case .notInPath:
        "No Swift toolchain: swift-frontend is not in PATH. Install Swift (swift.org/install) and put its usr/bin into PATH, or set SWIFT_TOOLCHAIN to its folder."
      case .noCompiler(let folder):
        "SWIFT_TOOLCHAIN is \(folder), but there is no bin/swift-frontend or usr/bin/swift-frontend in it."
      }
    }
  }

  /// Finds the toolchain through `SWIFT_TOOLCHAIN`, else through `PATH`.
  package static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws(NotFound)
    -> Toolchain
  {
    if let folder = environment["SWIFT_TOOLCHAIN"], !folder.isEmpty {
      for root in [folder, folder + "/usr"] where isExecutable(root + "/bin/swift-frontend") {
        return Toolchain(root: root)
      }
      throw .noCompiler(folder)
    }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let compiler = "\(folder)/swift-frontend"
      guard isExecutable(compiler) else { continue }
      let real = URL(fileURLWithPath: compiler).resolvingSymlinksInPath()
      // `swift-frontend` resolves to a program in the toolchain's bin, whatever the links are called.
      return Toolchain(root: real.deletingLastPathComponent().deletingLastPathComponent().path)
    }
    throw .notInPath
  }

  /// The compiler's version, such as "6.3.1"; asks the compiler, which takes some milliseconds.
  package var version: String {
    let said = Subprocess.run(frontend, ["-version"]).output
    return said.firstMatch(of: /Swift version ([0-9.]+)/).map { String($0.1) } ?? ""
  }

  /// The compiler's version, remembered in a folder from one session to the next: a kernel says it at its start.
  package func version(rememberedIn folder: String) -> String {
    var status = stat()
    guard stat(frontend, &status) == 0 else { return "" }
    let stamp = "\(frontend) \(status.st_size) \(status.st_mtim.tv_sec)"
    let file = folder + "/toolchain-version"
    let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
    if lines.count == 2, lines[0] == stamp { return lines[1] }
    let version = version
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? "\(stamp)\n\(version)\n".write(toFile: file, atomically: true, encoding: .utf8)
    return version
  }

  private static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  #if arch(x86_64)
    package static let architecture = "x86_64"
  #elseif arch(arm64)
    package static let architecture = "aarch64"
  #endif
}
