// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// One output of a code cell.
public struct NotebookOutput: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    /// `name` is `stdout` or `stderr`.
    case stream(name: String, text: String)
    case display(MIMEData)
    case result(MIMEData, executionCount: Int?)
    case error(ErrorContent)
    /// An output of a type that the format does not define.
    case unknown(type: String)
  }

  public var content: Content
  /// Members that the format does not define.
  package var other: [String: JSONValue]

  public init(_ content: Content) {
    self.content = content
    other = [:]
  }
}
