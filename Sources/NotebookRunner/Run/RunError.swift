// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a notebook could not be run; failures of its cells are not among them.
public enum RunError: Error, Equatable, CustomStringConvertible {
  case unknownKernel(name: String, installed: [String])
  case malformedKernelSpec(path: String)
  case languageMismatch(notebook: String, kernel: String)
  case kernelNotStarted(reason: String)
  /// The kernel ended, or no longer answers; `log` is the end of what it wrote.
  case kernelDied(reason: String, log: String)
  /// The user did not want to wait, for the kernel or for a cell that does not end.
  case stoppedByUser
  /// The kernel sent what the protocol does not allow.
  case protocolViolation(String)

  public var description: String {
    switch self {
    case .unknownKernel(let name, let installed):
      "no kernel named '\(name)' is installed; there are: "
        + (installed.isEmpty ? "none" : installed.joined(separator: ", "))
    case .malformedKernelSpec(let path): "not a kernel specification: \(path)"
    case .languageMismatch(let notebook, let kernel):
      "the notebook is written in \(notebook), the kernel runs \(kernel); name another kernel with --kernel"
    case .kernelNotStarted(let reason): "the kernel did not start: \(reason)"
    case .kernelDied(let reason, let log): "the kernel died: \(reason)" + (log.isEmpty ? "" : "\n\(log)")
    case .stoppedByUser: "stopped by the user"
    case .protocolViolation(let problem): "the kernel violated the protocol: \(problem)"
    }
  }
}
