// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterProtocol

/// The contents of a `kernel.json`.
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
package struct KernelDescription: Codable, Equatable, Sendable {
  package var argv: [String]
  package var displayName: String
  package var language: String
  package var interruptMode: String
  package var kernelProtocolVersion: String
  package var env: [String: String]
  package var metadata: JSONValue

  private enum CodingKeys: String, CodingKey {
    case argv, language, env, metadata
    case displayName = "display_name"
    case interruptMode = "interrupt_mode"
    case kernelProtocolVersion = "kernel_protocol_version"
  }

  /// Nil where there is no such file, or none that Martlet wrote.
  package init?(path: String) {
    guard let data = FileManager.default.contents(atPath: path),
      let description = try? JSONDecoder().decode(KernelDescription.self, from: data)
    else { return nil }
    self = description
  }

  package var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }

  /// Whether the kernel that it starts is a Martlet.
  package var startsMartlet: Bool {
    argv.first.map { URL(fileURLWithPath: $0).lastPathComponent == "martlet" } ?? false
  }
}
