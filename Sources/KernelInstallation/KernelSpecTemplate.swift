// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The folder `kernelspec`: `kernel.json` to be filled in, and the logos.
package struct KernelSpecTemplate: Equatable, Sendable {
  package var folder: String

  package static let logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]

  package init(folder: String) { self.folder = folder }

  /// Finds the template beside an installed program, or above one in a build folder.
  package static func find(programFolder: String) throws(InstallationError) -> KernelSpecTemplate {
    var folder = URL(fileURLWithPath: programFolder).standardizedFileURL
    let isBuild = folder.pathComponents.contains { $0.hasPrefix(".build") }
    repeat {
      let template = KernelSpecTemplate(folder: folder.path + "/kernelspec")
      if FileManager.default.fileExists(atPath: template.descriptionFile) { return template }
      folder.deleteLastPathComponent()
    } while isBuild && folder.path != "/"
    throw .noTemplate(program: programFolder + "/martlet")
  }

  package var descriptionFile: String { folder + "/kernel.json" }

  package func description() throws(InstallationError) -> KernelDescription {
    guard let description = KernelDescription(path: descriptionFile), !description.argv.isEmpty else {
      throw .malformedTemplate(path: descriptionFile)
    }
    return description
  }
}
