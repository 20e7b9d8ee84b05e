// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import HuggingFaceHub
import JupyterDisplay

extension Dataset {
  public struct Iterator: AsyncIteratorProtocol {
    private enum Source {
      case direct(DocumentCursor)
      case buffered(DocumentBuffer)
    }
    private var source: Source
    private var left: Int

    init(_ dataset: Dataset) {
      left = dataset.limit ?? .max
      source =
        dataset.bufferSize > 0
        ? .buffered(DocumentBuffer(dataset, capacity: dataset.bufferSize, limit: left))
        : .direct(DocumentCursor(dataset))
    }

    public mutating func next() async throws -> Document? {
      guard left > 0 else { return nil }
      let document: Document?
      switch source {
      case .direct(var cursor):
        document = try await cursor.next()
        source = .direct(cursor)
      case .buffered(let buffer):
        document = try await buffer.next()
      }
      left = document == nil ? 0 : left - 1
      return document
    }
  }
}

/// Goes through the files of a data set.
struct DocumentCursor {
  private var dataset: Dataset
  private var files: [DataFile]?
  private var nextFile = 0
  private var reader: (any DocumentReader)?

  init(_ dataset: Dataset) { self.dataset = dataset }

  mutating func next() async throws -> Document? {
    do {
      return try await nextOwn()
    } catch let error as HubError where error.isAboutTheNetwork && reader == nil && nextFile == 0 {
      // Nothing has been given out yet: another data set may stand in.
      guard var other = try dataset.substitute?() else { throw error }
      warn("\(error). What follows is read from \(other.name) instead.")
      other.start = dataset.start
      dataset = other
      return try await nextOwn()
    }
  }

  private mutating func nextOwn() async throws -> Document? {
    if files == nil { try await begin() }
    while true {
      while let document = try await reader?.next() {
        if !document.text.isEmpty { return document }
      }
      reader = nil
      guard nextFile < files!.count else { return nil }
      try await open(from: 0)
    }
  }

  private mutating func begin() async throws {
    let found = try await dataset.files(dataset.client)
    guard !found.isEmpty else { throw DatasetError.empty(name: dataset.name, reason: "there are no such files") }
    files = found
    guard let start = dataset.start else { return }
    guard let index = found.firstIndex(where: { $0.name == start.file }) else {
      throw DatasetError.noSuchPosition(start, name: dataset.name)
    }
    nextFile = index
    try await open(from: start.row + 1)
  }

  private mutating func open(from row: Int) async throws {
    let source = try await files![nextFile].open(dataset.client)
    reader = try await dataset.format.reader(source, from: row)
    nextFile += 1
  }
}
