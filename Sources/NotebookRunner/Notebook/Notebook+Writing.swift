// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import JupyterProtocol

extension Notebook {
  /// The text of the notebook's file.
  public var json: [UInt8] {
    var members = other
    members["cells"] = .array(cells.map(\.json))
    members["metadata"] = .object(metadata)
    members["nbformat"] = 4
    members["nbformat_minor"] = .int(minorVersion)
    return NotebookJSONWriter.write(.object(members))
  }

  /// Writes the file whole or not at all: a reader never sees half of it.
  /// - Throws: `NotebookError.unwritable`.
  public func write(path: String) throws(NotebookError) { try AtomicFile.write(json, path: path) }
}

extension NotebookCell {
  fileprivate var json: JSONValue {
    var members = other
    members["cell_type"] = .string(kind.rawValue)
    members["source"] = MultilineText.split(source)
    members["metadata"] = .object(metadata)
    if let id { members["id"] = .string(id) }
    if let attachments {
      members["attachments"] = .object(
        attachments.mapValues { $0.objectValue.map { .object(MIMEBundleText.split($0)) } ?? $0 })
    }
    if kind == .code {
      members["execution_count"] = executionCount.map(JSONValue.int) ?? .null
      members["outputs"] = .array(outputs.map(\.json))
    }
    return .object(members)
  }
}

extension NotebookOutput {
  fileprivate var json: JSONValue {
    var members = other
    switch content {
    case .stream(let name, let text):
      members["output_type"] = "stream"
      members["name"] = .string(name)
      members["text"] = MultilineText.split(text)
    case .display(let value):
      members["output_type"] = "display_data"
      members["data"] = .object(MIMEBundleText.split(value.data))
      members["metadata"] = .object(value.metadata)
    case .result(let value, let executionCount):
      members["output_type"] = "execute_result"
      members["data"] = .object(MIMEBundleText.split(value.data))
      members["metadata"] = .object(value.metadata)
      members["execution_count"] = executionCount.map(JSONValue.int) ?? .null
    case .error(let error):
      members["output_type"] = "error"
      members["ename"] = .string(error.name)
      members["evalue"] = .string(error.value)
      members["traceback"] = .array(error.traceback.map(JSONValue.string))
    case .unknown(let type): members["output_type"] = .string(type)
    }
    return .object(members)
  }
}
