// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation

/// Puts Martlet's kernelspec where Jupyter finds it, and takes it away again.
package struct KernelSpecInstaller: Sendable {
  package var template: KernelSpecTemplate
  /// Absolute path of the `martlet` program that Jupyter is to start.
  package var program: String
  package var environment: [String: String]

  package static let defaultName = "martlet"

  package init(
    template: KernelSpecTemplate, program: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.template = template
    self.program = program
    self.environment = environment
  }

  /// Installs the kernelspec, over an older one of Martlet's if there is one.
  ///
  /// Every file is replaced in one step, `kernel.json` last: at no time does Jupyter see half a kernel.
  /// - Returns: the folder of the kernelspec.
  @discardableResult
  package func install(
    to place: InstallationPlace, name: String = defaultName, displayName: String? = nil
  ) throws(InstallationError) -> String {
    let folder = try Self.folder(of: name, in: place, environment: environment)
    var description = try template.description()
    description.argv[0] = program
    if let displayName { description.displayName = displayName }
    if let toolchain = toolchainOutsidePath { description.env["SWIFT_TOOLCHAIN"] = toolchain }
    let target = folder + "/kernel.json"
    if FileManager.default.fileExists(atPath: target), KernelDescription(path: target)?.startsMartlet != true {
      throw .notOurs(path: folder)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for logo in KernelSpecTemplate.logos {
        let image = try Data(contentsOf: URL(fileURLWithPath: "\(template.folder)/\(logo)"))
        try image.write(to: URL(fileURLWithPath: "\(folder)/\(logo)"), options: .atomic)
      }
      try description.json.write(to: URL(fileURLWithPath: target), options: .atomic)
    } catch {
      throw .cannotWrite(path: folder, reason: FileReason.text(error))
    }
    return folder
  }

  /// Removes the kernelspec; one that starts another kernel stays.
  /// - Returns: the folder that is gone.
  @discardableResult
  package static func uninstall(
    from place: InstallationPlace, name: String = defaultName,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(InstallationError) -> String {
    let folder = try folder(of: name, in: place, environment: environment)
    let file = folder + "/kernel.json"
    guard FileManager.default.fileExists(atPath: file) else {
      throw .notInstalled(name: name, folder: (folder as NSString).deletingLastPathComponent)
    }
    guard KernelDescription(path: file)?.startsMartlet == true else { throw .notOurs(path: folder) }
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw .cannotRemove(path: folder, reason: FileReason.text(error))
    }
    return folder
  }

  /// Jupyter compares names without their case and installs them in lower case; so do we.
  static func folder(
    of name: String, in place: InstallationPlace, environment: [String: String]
  ) throws(InstallationError) -> String {
    guard name.wholeMatch(of: /[A-Za-z0-9._-]+/) != nil, name.contains(where: { $0 != "." }) else {
      throw .badName(name)
    }
    return try place.dataFolder(environment: environment) + "/kernels/" + name.lowercased()
  }

  /// The toolchain's folder where only `SWIFT_TOOLCHAIN` names it: Jupyter may be started without that variable.
  private var toolchainOutsidePath: String? {
    var path = environment
    path["SWIFT_TOOLCHAIN"] = nil
    guard (try? Toolchain.find(environment: path)) == nil else { return nil }
    return (try? Toolchain.find(environment: environment))?.root
  }
}
