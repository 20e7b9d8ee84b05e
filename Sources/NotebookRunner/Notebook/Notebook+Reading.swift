// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import JupyterProtocol

extension Notebook {
  /// Reads a notebook file.
  /// - Throws: `NotebookError`.
  public init(path: String) throws(NotebookError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      let reason =
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "permission denied"
        default: "\(error)"
        }
      throw .unreadable(path: path, reason: reason)
    }
    try self.init(json: [UInt8](data))
  }

  /// Reads a notebook from the text of its file.
  /// - Throws: `NotebookError`.
  public init(json bytes: [UInt8]) throws(NotebookError) {
    guard var members = try NotebookJSONParser.parse(bytes).objectValue else {
      throw .notANotebook(problem: "the document is not an object")
    }
    guard let version = members.removeValue(forKey: "nbformat")?.intValue else {
      throw .notANotebook(problem: "'nbformat' is missing")
    }
    guard version == 4 else { throw .unsupportedVersion(version) }
    guard let cells = members.removeValue(forKey: "cells")?.arrayValue else {
      throw .notANotebook(problem: "there is no list 'cells'")
    }
    minorVersion = members.removeValue(forKey: "nbformat_minor")?.intValue ?? 0
    metadata = try members.takeObject("metadata", of: "the notebook") ?? [:]
    // nbformat drops these: they say how the file was read before.
    for key in ["orig_nbformat", "orig_nbformat_minor", "signature"] { metadata[key] = nil }
    self.cells = []
    for (index, cell) in cells.enumerated() { self.cells.append(try NotebookCell(json: cell, number: index + 1)) }
    other = members
  }
}

extension NotebookCell {
  fileprivate init(json: JSONValue, number: Int) throws(NotebookError) {
    let place = "cell \(number)"
    guard var members = json.objectValue else { throw .notANotebook(problem: "\(place) is not an object") }
    guard let type = members.removeValue(forKey: "cell_type")?.stringValue, let kind = Kind(rawValue: type) else {
      throw .notANotebook(problem: "\(place) has none of the types code, markdown and raw")
    }
    guard let source = members.removeValue(forKey: "source").flatMap(MultilineText.join) else {
      throw .notANotebook(problem: "the source of \(place) is not text")
    }
    self.init(kind, source)
    id = try members.take("id", of: place) { $0.stringValue }
    metadata = try members.takeObject("metadata", of: place) ?? [:]
    metadata["trusted"] = nil
    attachments = try members.takeObject("attachments", of: place)?.mapValues {
      $0.objectValue.map { .object(MIMEBundleText.join($0)) } ?? $0
    }
    if kind == .code {
      executionCount = try members.take("execution_count", of: place) { $0.intValue }
      for output in try members.take("outputs", of: place, { $0.arrayValue }) ?? [] {
        outputs.append(try NotebookOutput(json: output, place: place))
      }
    }
    other = members
  }
}

extension NotebookOutput {
  fileprivate init(json: JSONValue, place: String) throws(NotebookError) {
    let place = "an output of \(place)"
    guard var members = json.objectValue, let type = members.removeValue(forKey: "output_type")?.stringValue else {
      throw .notANotebook(problem: "\(place) has no type")
    }
    switch type {
    case "stream":
      let name = try members.take("name", of: place) { $0.stringValue } ?? "stdout"
      self.init(.stream(name: name, text: try members.take("text", of: place, MultilineText.join) ?? ""))
    case "display_data": self.init(.display(try members.takeMIMEData(of: place)))
    case "execute_result":
      let data = try members.takeMIMEData(of: place)
      self.init(.result(data, executionCount: try members.take("execution_count", of: place) { $0.intValue }))
    case "error":
      let traceback = try members.take("traceback", of: place) { $0.arrayValue } ?? []
      self.init(
        .error(
          ErrorContent(
            name: try members.take("ename", of: place) { $0.stringValue } ?? "",
            value: try members.take("evalue", of: place) { $0.stringValue } ?? "",
            traceback: traceback.compactMap(\.stringValue))))
    default: self.init(.unknown(type: type))
    }
    other = members
  }
}

extension [String: JSONValue] {
  /// Removes a member and converts it; null counts as absent.
  fileprivate mutating func take<Taken>(
    _ key: String, of place: String, _ convert: (JSONValue) -> Taken?
  ) throws(NotebookError) -> Taken? {
    guard let json = removeValue(forKey: key), !json.isNull else { return nil }
    guard let value = convert(json) else {
      throw .notANotebook(problem: "'\(key)' of \(place) has the wrong type")
    }
    return value
  }

  fileprivate mutating func takeObject(
    _ key: String, of place: String
  ) throws(NotebookError) -> [String: JSONValue]? { try take(key, of: place) { $0.objectValue } }

  fileprivate mutating func takeMIMEData(of place: String) throws(NotebookError) -> MIMEData {
    MIMEData(
      data: MIMEBundleText.join(try takeObject("data", of: place) ?? [:]),
      metadata: try takeObject("metadata", of: place) ?? [:])
  }
}
