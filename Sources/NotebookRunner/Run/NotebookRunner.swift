// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import Glibc
import JupyterProtocol

/// Runs a notebook from the first cell to the last in a kernel of its own.
///
/// ```swift
/// var options = RunOptions(notebook: "lecture.ipynb", output: "done.ipynb", html: "done.html")
/// exit(NotebookRunner(options).run())
/// ```
/// Progress goes to standard error. What was executed is written also when a cell fails, with the error in it.
public struct NotebookRunner {
  private let options: RunOptions
  private let progress: ProgressReport
  private let connect: (RunOptions, String) throws -> any KernelConnection

  public init(_ options: RunOptions) {
    self.init(options, progress: ProgressReport(terminal: .standardError)) { options, folder in
      try LaunchedKernel(options.kernel, in: folder, transport: options.transport)
    }
  }

  /// - Parameter connect: makes the kernel; gets the folder that it is to work in.
  package init(
    _ options: RunOptions, progress: ProgressReport,
    connect: @escaping (RunOptions, String) throws -> any KernelConnection
  ) {
    self.options = options
    self.progress = progress
    self.connect = connect
  }

  /// Runs the notebook, reports on standard error and writes the results.
  /// - Returns: the exit code for the process, one of `RunExitCode`'s.
  public func run() -> Int32 {
    do {
      var notebook = try Notebook(path: options.notebook)
      try checkLanguage(of: notebook)
      for path in [options.output, options.html].compactMap(\.self) { try AtomicFile.checkWritable(path) }
      let connection = try connect(options, options.workingFolder ?? folder)
      let client = KernelClient(connection)
      // Also on the way out through an error.
      defer { client.shutdown() }
      progress.start(options.notebook, kernel: options.kernel.displayName)
      let info = try client.waitUntilReady(timeout: options.startTimeout)
      describeKernel(info, in: &notebook)
      var execution = NotebookExecution(notebook, options: options, progress: progress)
      let code = execution.run(with: client)
      try write(execution.notebook)
      return code
    } catch RunError.stoppedByUser {
      progress.fail("\(RunError.stoppedByUser)")
      return RunExitCode.interrupted
    } catch {
      progress.fail("\(error)")
      return RunExitCode.unusable
    }
  }

  /// The notebook's own folder.
  private var folder: String {
    let path = URL(filePath: options.notebook).deletingLastPathComponent().path
    return path.isEmpty ? "." : path
  }

  private func checkLanguage(of notebook: Notebook) throws(RunError) {
    let language = options.kernel.language.lowercased()
    guard let written = notebook.language, !language.isEmpty, written != language else { return }
    // IPython says ipython where its kernelspec says python.
    guard !written.hasSuffix(language) else { return }
    throw .languageMismatch(notebook: written, kernel: language)
  }

  /// Notes the kernel in the metadata as Jupyter does.
  private func describeKernel(_ info: JSONValue, in notebook: inout Notebook) {
    if let language = info["language_info"] { notebook.metadata["language_info"] = language }
    // A kernel of the same language under another name stays: which one ran here is nobody else's concern.
    let known = notebook.metadata["kernelspec"]?["language"]?.stringValue?.lowercased()
    if known != options.kernel.language.lowercased() {
      notebook.metadata["kernelspec"] = options.kernel.notebookMetadata
    }
  }

  private func write(_ notebook: Notebook) throws(NotebookError) {
    if let path = options.output {
      try notebook.write(path: path)
      progress.wrote(path)
    }
    if let path = options.html {
      let name = URL(filePath: options.notebook).lastPathComponent
      let page = NotebookPage(notebook, fileName: name, folder: folder)
      try AtomicFile.write(Array(page.html.utf8), path: path)
      progress.wrote(path)
    }
  }
}
