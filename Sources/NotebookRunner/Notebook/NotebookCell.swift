// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// One cell of a notebook.
public struct NotebookCell: Equatable, Sendable {
  public enum Kind: String, Sendable { case code, markdown, raw }

  public var kind: Kind
  public var source: String
  /// Since format 4.5 every cell has one.
  public var id: String?
  public var metadata: [String: JSONValue]
  /// Files that Markdown refers to as `attachment:name`: a MIME bundle by name. Nil where the cell has no such member.
  public var attachments: [String: JSONValue]?
  /// Only code cells have outputs.
  public var outputs: [NotebookOutput]
  public var executionCount: Int?
  /// Members that the format does not define.
  package var other: [String: JSONValue]

  public init(
    _ kind: Kind, _ source: String, id: String? = nil, metadata: [String: JSONValue] = [:],
    outputs: [NotebookOutput] = [], executionCount: Int? = nil
  ) {
    self.kind = kind
    self.source = source
    self.id = id
    self.metadata = metadata
    self.outputs = outputs
    self.executionCount = executionCount
    other = [:]
  }
}

extension NotebookCell {
  public var tags: [String] { metadata["tags"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

  /// The first line with something in it, for progress reports.
  package var firstLine: String {
    source.split(whereSeparator: \.isNewline).map(\.trimmed).first { !$0.isEmpty }.map(String.init) ?? ""
  }

  package var isEmpty: Bool { source.allSatisfy(\.isWhitespace) }
}
