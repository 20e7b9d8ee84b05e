// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import LanguageService

/// The process that the kernel asks for completions; not for people.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-server", abstract: "Answer a kernel's language requests.", shouldDisplay: false)

  func run() { LanguageServer.run(inputFD: 0, outputFD: 1) }
}
