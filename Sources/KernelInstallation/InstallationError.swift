// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a kernelspec could not be installed or removed. The text says what to do.
package enum InstallationError: Error, Equatable, CustomStringConvertible {
  case badName(String)
  case noTemplate(program: String)
  case malformedTemplate(path: String)
  case noPythonEnvironment
  case cannotWrite(path: String, reason: String)
  case cannotRemove(path: String, reason: String)
  case notInstalled(name: String, folder: String)
  case notOurs(path: String)

  package var description: String {
    switch self {
    case .badName(let name):
      "'\(name)' cannot be a kernel's name: Jupyter allows letters, digits, '.', '_' and '-', and at least one of them."
    case .noTemplate(let program):
      "There is no folder 'kernelspec' beside \(program) or above it. Run 'make install' in Martlet's source folder."
    case .malformedTemplate(let path):
      "\(path) is not a kernelspec. Run 'make install' in Martlet's source folder."
    case .noPythonEnvironment:
      "There is no active Python environment and no python3 in PATH. Activate one, or use --user or --prefix."
    case .cannotWrite(let path, let reason):
      "Cannot write \(path): \(reason). Choose another place with --user, --sys-prefix or --prefix."
    case .cannotRemove(let path, let reason):
      "Cannot remove \(path): \(reason)."
    case .notInstalled(let name, let folder):
      "There is no kernel '\(name)' in \(folder). 'jupyter kernelspec list' says where kernels are installed."
    case .notOurs(let path):
      "\(path) belongs to another kernel; it stays. Choose another name with --name."
    }
  }
}
