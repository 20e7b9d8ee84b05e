// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import ArgumentParser
import CellExecution
import JupyterKernel
import JupyterProtocol

/// What Jupyter starts.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Serve a Jupyter front end; Jupyter itself runs this.")

  @Option(help: "The connection file that the front end wrote.")
  var connectionFile: String

  func run() throws {
    let connection = try ConnectionFile(path: connectionFile)
    try Kernel(connection: connection, interpreter: SwiftInterpreter()).run()
  }
}
