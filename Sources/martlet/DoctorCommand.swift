// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import KernelInstallation

/// Says what is missing or mismatched, and the command that mends it.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what is missing or mismatched, and which command fixes it.")

  func run() throws {
    var warnings = 0
    let isWell = Doctor().examine { finding in
      print(finding.lines)
      if finding.status == .warning { warnings += 1 }
    }
    guard isWell else {
      print("\nMartlet cannot work until the problems are fixed.")
      throw ExitCode(1)
    }
    print(warnings == 0 ? "\nEverything is in order." : "\nMartlet works.")
  }
}
