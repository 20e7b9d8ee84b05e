// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import NotebookRunner

/// Executes a notebook without Jupyter and without Python.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Execute a notebook through the kernel, and write its results as a notebook or a page.",
    discussion: """
      Cells run in order; the first error ends the run, and the exit code says so. A cell tagged `raises-exception` is \
      expected to fail; one tagged `skip-execution` is left out.
      """)

  @Argument(help: "The notebook.")
  var notebook: String

  @Option(name: .shortAndLong, help: "Where to write the executed notebook.")
  var output: String?

  @Option(help: "Where to write a page of the executed notebook.")
  var html: String?

  @Option(help: "An installed kernel to use instead of this program's own.")
  var kernel: String?

  @Flag(help: "Continue after a cell that fails.")
  var allowErrors = false

  @Option(help: "Seconds after which a cell is interrupted.")
  var timeout: Double?

  func run() throws {
    let kernel = try kernel.map { try KernelSpec.installed(named: $0) } ?? .thisProgram()
    var options = RunOptions(notebook: notebook, output: output, html: html, kernel: kernel)
    options.allowErrors = allowErrors
    options.cellTimeout = timeout.map { .seconds($0) }
    throw ExitCode(NotebookRunner(options).run())
  }
}
