// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HuggingFaceHub
import JupyterDisplay

/// A stream of texts: from the Hugging Face Hub, a server or files on this machine.
///
/// ```swift
/// for try await document in Dataset.c4("en").limit(500) {
///   tokens += tokenizer.encode(document.text)
/// }
/// ```
/// Nothing is read before it is asked for, and no more than a few megabytes ahead. Files are read in the order of their
/// paths, documents in the order of the file; documents with an empty text are passed over and do not count, as in
/// datatrove's readers. If a file turns out to be damaged or cut, the documents before the damage come first, then the
/// error, a ``DatasetError`` that says where.
public struct Dataset: AsyncSequence, Sendable {
  public typealias Element = Document

  let name: String
  let format: DocumentFormat
  let client: HubClient
  let files: @Sendable (HubClient) async throws -> [DataFile]
  /// What is read instead when the network cannot be had.
  var substitute: (@Sendable () throws -> Dataset)?
  var limit: Int?
  var start: DocumentPosition?
  var bufferSize = 0

  init(
    name: String, format: DocumentFormat, client: HubClient,
    files: @escaping @Sendable (HubClient) async throws -> [DataFile]
  ) {
    self.name = name
    self.format = format
    self.client = client
    self.files = files
  }

  /// Stops after so many documents.
  public func limit(_ count: Int) -> Dataset {
    guard count >= 0 else { trap("Dataset.limit: the number of documents must not be negative, but is \(count)") }
    return with { $0.limit = Swift.min(count, limit ?? count) }
  }

  /// Goes on behind a document that was read before, in this session or another. Row groups of parquet files and whole
  /// files before it are not read; packed files are unpacked from their start.
  public func resuming(after position: DocumentPosition) -> Dataset { with { $0.start = position } }

  /// Reads up to `count` documents ahead, on another thread, while the ones before are worked on.
  public func buffered(_ count: Int) -> Dataset {
    guard count > 0 else { trap("Dataset.buffered: the buffer must hold at least 1 document, but count is \(count)") }
    return with { $0.bufferSize = count }
  }

  private func with(_ change: (inout Dataset) -> Void) -> Dataset {
    var copy = self
    change(&copy)
    return copy
  }

  public func makeAsyncIterator() -> Iterator { Iterator(self) }

  /// All texts, with a progress bar. Set a ``limit(_:)`` on what does not fit into memory.
  public func texts() async throws -> [String] { try await documents().map(\.text) }

  /// All documents, with a progress bar.
  public func documents() async throws -> [Document] {
    let bar = ProgressBar("Reading \(name)", total: limit)
    var documents: [Document] = []
    for try await document in self {
      documents.append(document)
      bar.update(documents.count)
    }
    bar.finish()
    return documents
  }
}

extension Dataset: CustomStringConvertible, Displayable {
  public var description: String {
    "Dataset \(name)" + (limit.map { ", at most \($0) documents" } ?? "") + (start.map { ", after \($0)" } ?? "")
  }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
