// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// What to run, how, and where the results go.
public struct RunOptions: Sendable {
  public var notebook: String
  /// Where the executed notebook goes; may be the notebook itself. Nil writes none.
  public var output: String?
  /// Where the page goes; nil writes none.
  public var html: String?
  public var kernel: KernelSpec
  /// Go on after a cell has failed.
  public var allowErrors = false
  /// How long one cell may take; nil for as long as it likes.
  public var cellTimeout: Duration?
  public var startTimeout: Duration = .seconds(60)
  /// The kernel's working folder; nil for the notebook's own, as in Jupyter.
  public var workingFolder: String?
  public var transport: ConnectionFile.Transport = .ipc

  /// - Parameter kernel: this program itself unless another is named.
  public init(notebook: String, output: String? = nil, html: String? = nil, kernel: KernelSpec = .thisProgram()) {
    self.notebook = notebook
    self.output = output
    self.html = html
    self.kernel = kernel
  }
}

/// The exit codes of a run.
public enum RunExitCode {
  public static let success: Int32 = 0
  /// A cell failed, or the kernel died.
  public static let failure: Int32 = 1
  /// The notebook could not be read, a result not be written, or no kernel be had.
  public static let unusable: Int32 = 2
  /// The user stopped the run; the shell's convention for SIGINT.
  public static let interrupted: Int32 = 130
}
