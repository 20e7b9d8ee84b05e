// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import CellExecution

/// The `martlet` program.
@main
struct MartletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "A Jupyter kernel for Swift, made for looking inside language models.",
    version: MartletVersion.current,
    subcommands: [RunCommand.self, KernelCommand.self, LanguageServerCommand.self])
}
