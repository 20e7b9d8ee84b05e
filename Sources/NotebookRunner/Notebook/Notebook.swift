// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// A notebook of nbformat 4: https://nbformat.readthedocs.io/en/latest/format_description.html
///
/// Reading and writing keep what this type does not know, so a notebook that Python's nbformat wrote comes back byte
/// for byte.
public struct Notebook: Equatable, Sendable {
  public var cells: [NotebookCell]
  public var metadata: [String: JSONValue]
  /// The minor version of format 4.
  public var minorVersion: Int
  /// Top-level members that the format does not define.
  package var other: [String: JSONValue]

  public init(cells: [NotebookCell] = [], metadata: [String: JSONValue] = [:], minorVersion: Int = 5) {
    self.cells = cells
    self.metadata = metadata
    self.minorVersion = minorVersion
    other = [:]
  }
}

extension Notebook {
  /// The language of the code cells, in lower case; nil where the metadata does not say.
  public var language: String? {
    (metadata["language_info"]?["name"] ?? metadata["kernelspec"]?["language"])?.stringValue?.lowercased()
  }
}
