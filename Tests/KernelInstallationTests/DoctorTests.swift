// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellExecution
import Foundation
import KernelInstallation
import Testing

/// Each check finds what it is there to find. The check of a running cell needs a whole build and is shown by the
/// end-to-end suite.
@Suite("Doctor")
struct DoctorTests {
  private let folder: TemporaryFolder
  private let doctor: Doctor

  init() throws {
    folder = try TemporaryFolder()
    doctor = Doctor(environment: ["HOME": folder.path], installation: Installation(directory: folder.path + "/martlet"))
  }

  private func toolchain(version: String) throws -> [String: String] {
    try folder.write(
      "#!/bin/sh\necho 'Swift version \(version) (swift-\(version)-RELEASE)'\n", to: "swift/usr/bin/swift-frontend",
      executable: true)
    for part in ["bin/ld.lld", "bin/llvm-symbolizer", "lib/swift/host/libSwiftParser.so"] {
      try folder.write("", to: "swift/usr/\(part)")
    }
    return ["SWIFT_TOOLCHAIN": folder.path + "/swift"]
  }

  @Test func `a missing toolchain is a problem with a remedy`() {
    let findings = doctor.checkToolchain()
    #expect(findings.map(\.status) == [.problem])
    #expect(findings[0].remedy?.contains("PATH") == true)
  }

  @Test func `a toolchain of the version that Martlet was built with is well`() throws {
    var doctor = doctor
    doctor.environment = try toolchain(version: "6.3.1")
    try folder.write(
      "\u{1}\u{2}6.3.1(6.3.1)/Swift version 6.3.1 (swift-6.3.1-RELEASE)\u{0}", to: "martlet/Modules/Martlet.swiftmodule"
    )
    #expect(doctor.builtVersion == "6.3.1")
    #expect(doctor.checkToolchain().map(\.status) == [.ok])
  }

  @Test func `a toolchain of another version is a problem that names both`() throws {
    var doctor = doctor
    doctor.environment = try toolchain(version: "6.4")
    try folder.write("Swift version 6.3.1 (swift-6.3.1-RELEASE)", to: "martlet/Modules/Martlet.swiftmodule")
    let findings = doctor.checkToolchain()
    #expect(findings.map(\.status) == [.problem])
    #expect(findings[0].text.contains("Swift 6.4") && findings[0].text.contains("Swift 6.3.1"))
  }

  @Test func `an incomplete toolchain is a problem`() throws {
    var doctor = doctor
    doctor.environment = try toolchain(version: "6.3.1")
    try FileManager.default.removeItem(atPath: folder.path + "/swift/usr/bin/ld.lld")
    #expect(doctor.checkToolchain().contains { $0.status == .problem && $0.text.contains("ld.lld") })
  }

  @Test func `missing parts are named one by one`() throws {
    #expect(doctor.checkParts().filter { $0.status == .problem }.count == 3)
    try folder.write("", to: "martlet/libMartlet.so")
    try folder.write("", to: "martlet/Modules/Martlet.swiftmodule")
    try folder.write("", to: "martlet/martlet-worker")
    let findings = doctor.checkParts()
    #expect(findings.map(\.status) == [.problem])
    #expect(findings[0].text.contains("not executable"))
    try folder.write("", to: "martlet/martlet-worker", executable: true)
    #expect(doctor.checkParts().map(\.status) == [.ok])
  }

  @Test func `a library that is not there is a problem with its package`() {
    #expect(doctor.checkLibraries().map(\.status) == [.ok])
    let missing = Doctor.SystemLibrary(soname: "libmartlet-none.so.1", package: "libnone-dev", purpose: "is not there")
    let findings = doctor.checkLibraries([missing])
    #expect(findings.map(\.status) == [.problem])
    #expect(findings[0].remedy == "sudo apt-get install libnone-dev")
  }

  @Test func `missing fonts are a warning with the packages that have them`() throws {
    let fonts = folder.path + "/fonts"
    for name in ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"] { try folder.write("", to: "fonts/\(name)") }
    let findings = doctor.checkFonts(in: [fonts])
    #expect(findings.map(\.status) == [.warning])
    #expect(findings[0].remedy == "sudo apt-get install fonts-dejavu-extra")
  }

  @Test func `a cache folder that cannot be made is a problem`() throws {
    var doctor = doctor
    doctor.environment["XDG_CACHE_HOME"] = try folder.write("a file", to: "cache")
    let findings = doctor.checkCache()
    #expect(findings.contains { $0.status == .problem && $0.text.contains(folder.path + "/cache/martlet") })
  }

  @Test func `a memory limit that is no number is a warning`() {
    var doctor = doctor
    doctor.environment["MARTLET_MEMORY_LIMIT"] = "8 GB"
    #expect(doctor.checkMemory().map(\.status) == [.warning])
    doctor.environment["MARTLET_MEMORY_LIMIT"] = "8G"
    #expect(doctor.checkMemory().map(\.status) == [.ok])
  }

  @Test func `a kernelspec must be there and start this program`() throws {
    var doctor = doctor
    doctor.environment["JUPYTER_DATA_DIR"] = folder.path + "/data"
    #expect(doctor.checkKernelSpec().contains { $0.status == .warning && $0.text.contains("does not know") })
    try install(program: folder.path + "/elsewhere/martlet")
    #expect(doctor.checkKernelSpec().contains { $0.status == .warning && $0.text.contains("does not exist") })
    try install(program: folder.path + "/martlet/martlet")
    #expect(doctor.checkKernelSpec().contains { $0.status == .ok && $0.text.contains(folder.path) })
  }

  private func install(program: String) throws {
    try folder.write(
      """
      {"argv": ["\(program)", "kernel"], "display_name": "Swift", "env": {}, "interrupt_mode": "message",
       "kernel_protocol_version": "5.4", "language": "swift", "metadata": {}}
      """, to: "data/kernels/martlet/kernel.json")
  }

  @Test func `Jupyter is looked for in PATH`() throws {
    var doctor = doctor
    #expect(doctor.checkJupyter().map(\.status) == [.warning])
    try folder.write("", to: "bin/jupyter-lab", executable: true)
    doctor.environment["PATH"] = folder.path + "/bin"
    #expect(doctor.checkJupyter() == [.ok("Jupyter", folder.path + "/bin/jupyter-lab")])
  }

  @Test func `a remedy stands on a line of its own under the finding`() {
    let lines = Finding.problem("fonts", "none", mend: "apt-get install x").lines.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("problem  fonts"))
    #expect(lines[1].hasSuffix("-> apt-get install x"))
  }
}
