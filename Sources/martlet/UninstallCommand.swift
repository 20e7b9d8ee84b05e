// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import KernelInstallation

/// Takes the kernelspec away again.
struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the kernelspec; Martlet itself stays.")

  @OptionGroup var place: PlaceOptions

  @Option(help: "The kernel's name for Jupyter.")
  var name = KernelSpecInstaller.defaultName

  func run() throws {
    let folder = try KernelSpecInstaller.uninstall(from: place.place, name: name)
    print("Removed \(folder)")
  }
}
