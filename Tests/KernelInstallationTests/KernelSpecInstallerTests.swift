// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import KernelInstallation
import Testing

@Suite("KernelSpecInstaller")
struct KernelSpecInstallerTests {
  private let folder: TemporaryFolder
  private let data: String
  private let installer: KernelSpecInstaller

  init() throws {
    folder = try TemporaryFolder()
    data = folder.path + "/data"
    let swift = try folder.write("#!/bin/sh\n", to: "swift/usr/bin/swift-frontend", executable: true)
    for logo in KernelSpecTemplate.logos { try folder.write("image \(logo)", to: "martlet/kernelspec/\(logo)") }
    try folder.write(
      """
      {"argv": ["martlet", "kernel", "--connection-file", "{connection_file}"], "display_name": "Swift (Martlet)",
       "env": {}, "interrupt_mode": "message", "kernel_protocol_version": "5.4", "language": "swift",
       "metadata": {"debugger": false}}
      """, to: "martlet/kernelspec/kernel.json")
    installer = KernelSpecInstaller(
      template: try KernelSpecTemplate.find(programFolder: folder.path + "/martlet"), program: "/opt/martlet/martlet",
      environment: ["JUPYTER_DATA_DIR": data, "PATH": (swift as NSString).deletingLastPathComponent])
  }

  private func installed(_ name: String = "martlet") throws -> KernelDescription {
    try #require(KernelDescription(path: "\(data)/kernels/\(name)/kernel.json"))
  }

  @Test func `an installed kernel starts this program by its absolute path`() throws {
    let place = try installer.install(to: .user)
    #expect(place == data + "/kernels/martlet")
    let description = try installed()
    #expect(description.argv == ["/opt/martlet/martlet", "kernel", "--connection-file", "{connection_file}"])
    #expect(description.displayName == "Swift (Martlet)")
    #expect(description.language == "swift")
    #expect(description.interruptMode == "message")
    #expect(description.env == [:])
  }

  @Test func `the logos come along`() throws {
    let place = try installer.install(to: .user)
    for logo in KernelSpecTemplate.logos {
      #expect(try String(contentsOfFile: "\(place)/\(logo)", encoding: .utf8) == "image \(logo)")
    }
  }

  @Test func `a name is written in lower case, and another display name is heeded`() throws {
    try installer.install(to: .user, name: "Swift-6.3", displayName: "Swift six")
    #expect(try installed("swift-6.3").displayName == "Swift six")
  }

  @Test(arguments: ["", "a b", "../up", "..", "a/b", "ä", "a\n"])
  func `names that Jupyter refuses are refused`(name: String) {
    #expect(throws: InstallationError.badName(name)) { try installer.install(to: .user, name: name) }
  }

  @Test func `a prefix gets the kernel in its share folder`() throws {
    let place = try installer.install(to: .prefix(folder.path + "/prefix"))
    #expect(place == folder.path + "/prefix/share/jupyter/kernels/martlet")
    #expect(FileManager.default.fileExists(atPath: place + "/kernel.json"))
  }

  @Test func `the active environment is the system prefix`() throws {
    var installer = installer
    installer.environment["VIRTUAL_ENV"] = folder.path + "/venv"
    #expect(try installer.install(to: .systemPrefix) == folder.path + "/venv/share/jupyter/kernels/martlet")
  }

  @Test func `without an active environment Python says what its prefix is`() throws {
    var installer = installer
    try folder.write("#!/bin/sh\necho \(folder.path)/python\n", to: "bin/python3", executable: true)
    installer.environment["PATH"] = folder.path + "/bin"
    #expect(try installer.install(to: .systemPrefix) == folder.path + "/python/share/jupyter/kernels/martlet")
    installer.environment["PATH"] = folder.path
    #expect(throws: InstallationError.noPythonEnvironment) { try installer.install(to: .systemPrefix) }
  }

  @Test func `a toolchain outside PATH is written down`() throws {
    var installer = installer
    installer.environment["SWIFT_TOOLCHAIN"] = folder.path + "/swift"
    try installer.install(to: .user)
    #expect(try installed().env == [:])
    installer.environment["PATH"] = "/nowhere"
    try installer.install(to: .user)
    #expect(try installed().env == ["SWIFT_TOOLCHAIN": folder.path + "/swift/usr"])
  }

  @Test func `another kernel of the same name stays`() throws {
    try folder.write(
      #"{"argv": ["python3"], "display_name": "P", "language": "python"}"#, to: "data/kernels/p/kernel.json")
    #expect(throws: InstallationError.notOurs(path: data + "/kernels/p")) {
      try installer.install(to: .user, name: "p")
    }
    #expect(throws: InstallationError.notOurs(path: data + "/kernels/p")) {
      try KernelSpecInstaller.uninstall(from: .user, name: "p", environment: installer.environment)
    }
  }

  @Test func `what cannot be written is named with the reason`() throws {
    try folder.write("a file", to: "data")
    let error = #expect(throws: InstallationError.self) { try installer.install(to: .user) }
    let text = try #require(error?.description)
    #expect(text.contains(data + "/kernels/martlet"))
    #expect(text.contains("--prefix"))
  }

  @Test func `uninstalling takes the folder away, and a second time says that there is none`() throws {
    let place = try installer.install(to: .user)
    let environment = installer.environment
    #expect(try KernelSpecInstaller.uninstall(from: .user, environment: environment) == place)
    #expect(!FileManager.default.fileExists(atPath: place))
    #expect(throws: InstallationError.notInstalled(name: "martlet", folder: data + "/kernels")) {
      try KernelSpecInstaller.uninstall(from: .user, environment: environment)
    }
  }

  @Test func `a program in a build folder finds the template of its package`() throws {
    let template = try KernelSpecTemplate.find(programFolder: folder.path + "/martlet/.build/release")
    #expect(template == installer.template)
    #expect(throws: InstallationError.self) {
      try KernelSpecTemplate.find(programFolder: folder.path + "/martlet/elsewhere/release")
    }
  }
}
