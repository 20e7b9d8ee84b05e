// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The folders in which Jupyter looks for kernelspecs, as jupyter_core's `jupyter_path` lists them.
package struct JupyterFolders: Sendable {
  package var environment: [String: String]

  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// The user's data folder: `JUPYTER_DATA_DIR`, else `jupyter` in `XDG_DATA_HOME` or `~/.local/share`.
  package var user: String {
    if let folder = value("JUPYTER_DATA_DIR") { return folder }
    if let folder = value("XDG_DATA_HOME") { return folder + "/jupyter" }
    return (value("HOME") ?? NSHomeDirectory()) + "/.local/share/jupyter"
  }

  /// The prefix of the active Python environment: a virtual environment's, else Conda's.
  package var activeEnvironment: String? { value("VIRTUAL_ENV") ?? value("CONDA_PREFIX") }

  /// Every data folder Jupyter reads, first match first.
  package var searchPath: [String] {
    var folders = (value("JUPYTER_PATH") ?? "").split(separator: ":").map(String.init)
    folders.append(user)
    if let prefix = activeEnvironment { folders.append(Self.dataFolder(ofPrefix: prefix)) }
    return folders + ["/usr/local/share/jupyter", "/usr/share/jupyter"]
  }

  package static func dataFolder(ofPrefix prefix: String) -> String { prefix + "/share/jupyter" }

  /// An empty variable counts as none.
  private func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
