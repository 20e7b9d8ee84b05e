// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation

extension Doctor {
  /// Is there a compiler, and is it the one whose modules Martlet's are?
  package func checkToolchain() -> [Finding] {
    let toolchain: Toolchain
    do {
      toolchain = try Toolchain.find(environment: environment)
    } catch {
      return [
        .problem(
          "toolchain", "\(error)",
          mend: "install Swift from https://swift.org/install, then: export PATH=/path/to/swift/usr/bin:$PATH")
      ]
    }
    let version = toolchain.version
    guard !version.isEmpty else {
      return [
        .problem(
          "toolchain", "\(toolchain.frontend) does not run",
          mend:
            "\(toolchain.frontend) -version   # says why; Debian's list of what Swift needs is at https://swift.org/install"
        )
      ]
    }
    var findings: [Finding] = []
    let programs = [toolchain.linker, toolchain.symbolizer, toolchain.host + "/libSwiftParser.so"]
    for program in programs where !FileManager.default.fileExists(atPath: program) {
      findings.append(
        .problem(
          "toolchain", "\(program) is missing", mend: "install the whole toolchain again from https://swift.org/install"
        ))
    }
    if let built = builtVersion, built != version {
      findings.append(
        .problem(
          "toolchain",
          "Swift \(version) in \(toolchain.root), but Martlet was built with Swift \(built); modules of one version cannot be read by another",
          mend:
            "make install   # in Martlet's source folder, builds with Swift \(version); or set SWIFT_TOOLCHAIN to Swift \(built)"
        ))
    } else {
      findings.append(.ok("toolchain", "Swift \(version) in \(toolchain.root)"))
    }
    return findings
  }

  /// The version that the installed modules were compiled with, which every module names at its start.
  package var builtVersion: String? {
    guard let file = FileHandle(forReadingAtPath: installation.modules + "/Martlet.swiftmodule") else { return nil }
    defer { try? file.close() }
    guard let bytes = try? file.read(upToCount: 4096) else { return nil }
    let text = String(decoding: bytes.map { (32..<127).contains($0) ? $0 : 10 }, as: UTF8.self)
    return text.firstMatch(of: /Swift version ([0-9.]+)/).map { String($0.1) }
  }
}
