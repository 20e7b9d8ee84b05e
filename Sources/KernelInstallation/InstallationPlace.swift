// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation

/// For whom a kernelspec is installed.
package enum InstallationPlace: Equatable, Sendable {
  /// This user, whatever Python environment is active.
  case user
  /// The active Python environment.
  case systemPrefix
  /// A prefix such as `/usr/local`.
  case prefix(String)

  /// The Jupyter data folder of the place.
  /// - Throws: `.noPythonEnvironment` where there is neither an active environment nor a Python to ask.
  package func dataFolder(environment: [String: String]) throws(InstallationError) -> String {
    let folders = JupyterFolders(environment: environment)
    switch self {
    case .user: return folders.user
    case .prefix(let prefix): return JupyterFolders.dataFolder(ofPrefix: Self.absolute(prefix))
    case .systemPrefix:
      if let prefix = folders.activeEnvironment { return JupyterFolders.dataFolder(ofPrefix: prefix) }
      guard let python = Program.find("python3", environment: environment) else { throw .noPythonEnvironment }
      let said = Subprocess.run(python, ["-c", "import sys; print(sys.prefix)"])
      let prefix = said.output.trimmingCharacters(in: .whitespacesAndNewlines)
      guard said.succeeded, prefix.hasPrefix("/") else { throw .noPythonEnvironment }
      return JupyterFolders.dataFolder(ofPrefix: prefix)
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
  }
}

/// Programs that `PATH` names.
package enum Program {
  package static func find(_ name: String, environment: [String: String]) -> String? {
    (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
