// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import CellExecution
import Foundation
import KernelInstallation

/// Tells Jupyter about Martlet.
struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install the kernelspec, so that Jupyter offers Martlet.")

  @OptionGroup var place: PlaceOptions

  @Option(help: "The kernel's name for Jupyter: letters, digits, '.', '_' and '-'.")
  var name = KernelSpecInstaller.defaultName

  @Option(help: "The name that people see. (default: Swift (Martlet))")
  var displayName: String?

  func run() throws {
    let installation = Installation.current()
    let installer = KernelSpecInstaller(
      template: try KernelSpecTemplate.find(programFolder: installation.directory),
      program: installation.directory + "/martlet")
    let folder = try installer.install(to: place.place, name: name, displayName: displayName)
    print("Installed the kernel '\(name.lowercased())' in \(folder)")
    let data = URL(fileURLWithPath: folder).deletingLastPathComponent().deletingLastPathComponent().path
    if !JupyterFolders().searchPath.contains(data) {
      print("Jupyter looks there if its own Python lives under that prefix, or with: export JUPYTER_PATH=\(data)")
    }
  }
}
