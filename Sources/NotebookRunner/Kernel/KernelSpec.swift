// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import Glibc
import JupyterProtocol

/// How to start a kernel: what Jupyter keeps in a `kernel.json`.
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
public struct KernelSpec: Equatable, Sendable {
  public enum InterruptMode: String, Sendable {
    /// SIGINT to the kernel's process group.
    case signal
    /// An `interrupt_request` on the control channel.
    case message
  }

  /// The name of the folder it is installed in.
  public var name: String
  public var displayName: String
  public var language: String
  /// The command; `{connection_file}` stands for the connection file's path.
  public var arguments: [String]
  /// Variables on top of the runner's own environment.
  public var environment: [String: String]
  public var interruptMode: InterruptMode
  /// The folder of `kernel.json`; nil for a kernel that is not installed.
  public var folder: String?

  public init(
    name: String, displayName: String, language: String, arguments: [String], environment: [String: String] = [:],
    interruptMode: InterruptMode = .message, folder: String? = nil
  ) {
    self.name = name
    self.displayName = displayName
    self.language = language
    self.arguments = arguments
    self.environment = environment
    self.interruptMode = interruptMode
    self.folder = folder
  }

  /// The running program itself as a kernel: `martlet kernel --connection-file F`.
  public static func thisProgram(name: String = "martlet", displayName: String = "Swift (Martlet)") -> KernelSpec {
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return KernelSpec(
      name: name, displayName: displayName, language: "swift",
      arguments: [executable ?? CommandLine.arguments[0], "kernel", "--connection-file", "{connection_file}"])
  }

  /// The notebook metadata that names this kernel.
  package var notebookMetadata: JSONValue {
    ["display_name": .string(displayName), "language": .string(language), "name": .string(name)]
  }

  func command(connectionFile: String) -> [String] {
    arguments.map {
      $0.replacing("{connection_file}", with: connectionFile).replacing("{resource_dir}", with: folder ?? "")
    }
  }
}
