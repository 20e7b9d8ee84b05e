// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Foundation
import HuggingFaceHub
import JupyterDisplay

/// An Apache Parquet file, of which only what is asked for is read: the footer, then single columns of single row groups.
///
/// ```swift
/// let file = try await ParquetFile.open(URL(filePath: "documents.parquet"))
/// let texts = try await file.column("text", rowGroup: 0)
/// ```
/// Read are flat columns and members of structures, optional or not, of every physical type but the 96-bit time stamps;
/// the encodings plain, dictionary, run lengths and the deltas; pages of both versions, unpacked or packed by Snappy,
/// gzip or zstd. Checksums of pages are checked where the file has them.
public struct ParquetFile: Sendable {
  private let source: any ByteSource
  private let metadata: ParquetMetadata

  /// Opens a file on this machine or, in ranges, on a server.
  /// - Throws: ``DatasetError``.
  public static func open(_ url: URL, client: HubClient = HubClient()) async throws -> ParquetFile {
    let name = url.isFileURL ? url.path : url.absoluteString
    return try await ParquetFile(try await DataFile(name: name, place: .url(url)).open(client))
  }

  init(_ source: any ByteSource) async throws(DatasetError) {
    self.source = source
    let magic = Array("PAR1".utf8)
    let start = try await source.read(0..<min(StandInFile.prefixLength, source.size))
    if let reason = StandInFile.description(of: start) { throw .unreadable(file: source.name, reason: reason) }
    guard source.size >= 12 else {
      throw .damaged(file: source.name, place: "its end", reason: "\(source.size) bytes are not a parquet file")
    }
    // The footer's size is not known before: one read that mostly is enough.
    var tail = try await source.read(max(0, source.size - 65536)..<source.size)
    guard tail.suffix(4) == magic[...] else {
      throw .damaged(
        file: source.name, place: "its end",
        reason: "the mark PAR1 is missing; the file was cut off, or is not a parquet file"
      )
    }
    let length = tail.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= source.size - 12 else {
      throw .damaged(file: source.name, place: "its end", reason: "the footer is longer than the file")
    }
    if length + 8 > tail.count { tail = try await source.read(source.size - length - 8..<source.size) }
    do {
      metadata = try ParquetMetadata(tail.dropLast(8).suffix(length), fileSize: source.size)
    } catch {
      throw .damaged(file: source.name, place: "the footer", reason: error.reason)
    }
  }

  /// The columns; what lies deeper is named with dots.
  public var fields: [ParquetField] { metadata.fields }
  /// The number of rows of each row group.
  public var rowGroups: [Int] { metadata.rowGroups.map(\.rowCount) }
  public var rowCount: Int { rowGroups.reduce(0, +) }

  /// All values of a column in one row group.
  /// - Throws: ``DatasetError``; for a damaged page, which one.
  public func column(_ name: String, rowGroup: Int) async throws(DatasetError) -> ParquetColumn {
    var pages = try await pages(name, rowGroup: rowGroup)
    var columns: [ParquetColumn] = []
    while let page = try pages.next() { columns.append(page) }
    return .joined(columns)
  }

  /// The column's pages, which are decoded one at a time: what stands before a damage can be had.
  func pages(_ name: String, rowGroup: Int) async throws(DatasetError) -> ParquetPages {
    guard metadata.rowGroups.indices.contains(rowGroup) else {
      let count = metadata.rowGroups.count
      trap(
        "ParquetFile.column: row group \(rowGroup) does not exist; \(source.name) has \(count)"
          + (count > 0 ? ", numbered from 0" : ""))
    }
    guard let field = fields.first(where: { $0.name == name }) else {
      throw .noSuchField(file: source.name, name: name, known: fields.map(\.name))
    }
    guard field.repetitionLevel == 0 else { throw .unsupported(file: source.name, what: "lists in column \(name)") }
    let place = "row group \(rowGroup), column \(name)"
    guard let chunk = metadata.rowGroups[rowGroup].chunks[name] else {
      throw .damaged(file: source.name, place: place, reason: "the footer does not say where it lies")
    }
    let bytes = try await source.read(chunk.range)
    return ParquetPages(
      reader: PageReader(bytes, field: field, chunk: chunk), file: source.name, place: place)
  }
}

/// The pages of one column of one row group.
struct ParquetPages: Sendable {
  var reader: PageReader
  let file: String
  let place: String

  mutating func next() throws(DatasetError) -> ParquetColumn? {
    do {
      return try reader.next()
    } catch {
      throw .damaged(file: file, place: "\(place), page \(reader.page)", reason: error.reason)
    }
  }
}
