// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the footer of a parquet file tells (parquet-format, parquet.thrift).
struct ParquetMetadata: Sendable {
  struct Chunk: Sendable {
    let codec: Int
    let valueCount: Int
    /// Where the pages lie in the file.
    let range: Range<Int>
  }

  struct RowGroup: Sendable {
    let rowCount: Int
    /// By the column's name.
    let chunks: [String: Chunk]
  }

  let fields: [ParquetField]
  let rowGroups: [RowGroup]

  init(_ footer: ArraySlice<UInt8>, fileSize: Int) throws(PageError) {
    var reader = ThriftReader(footer)
    let root = try reader.structure()
    guard let schema = root[2]?.list, let groups = root[4]?.list else {
      throw PageError("the footer has no schema or no row groups")
    }
    fields = try Self.fields(schema)
    var rowGroups: [RowGroup] = []
    for group in groups {
      var chunks: [String: Chunk] = [:]
      for column in group[1]?.list ?? [] {
        guard let metadata = column[3], let path = metadata[3]?.list, let size = metadata[7]?.integer,
          let dataOffset = metadata[9]?.integer
        else { throw PageError("the footer describes a column incompletely") }
        // Some writers put 0 where there is no dictionary.
        let start = min(dataOffset, metadata[11]?.integer.flatMap { $0 > 0 ? $0 : nil } ?? dataOffset)
        guard start >= 4, size >= 0, start <= fileSize, size <= fileSize - start else {
          throw PageError("the footer places a column outside the file, which may have been cut off")
        }
        chunks[path.compactMap(\.text).joined(separator: ".")] = Chunk(
          codec: metadata[4]?.integer ?? 0, valueCount: metadata[5]?.integer ?? 0, range: start..<start + size)
      }
      rowGroups.append(RowGroup(rowCount: group[3]?.integer ?? 0, chunks: chunks))
    }
    self.rowGroups = rowGroups
  }

  /// Walks the tree of the schema, which is written depth first.
  private static func fields(_ schema: [ThriftValue]) throws(PageError) -> [ParquetField] {
    var fields: [ParquetField] = []
    var next = 1
    func visit(_ path: [String], _ definition: Int, _ repetition: Int) throws(PageError) {
      guard next < schema.count else { throw PageError("the schema ends too early") }
      let element = schema[next]
      next += 1
      let path = path + [element[4]?.text ?? ""]
      // Required, optional, repeated.
      let kind = element[3]?.integer ?? 0
      let definition = definition + (kind == 0 ? 0 : 1)
      let repetition = repetition + (kind == 2 ? 1 : 0)
      if let children = element[5]?.integer, children > 0 {
        for _ in 0..<children { try visit(path, definition, repetition) }
        return
      }
      guard let type = element[1]?.integer.flatMap(ParquetField.PhysicalType.init(rawValue:)) else {
        throw PageError("column \(path.joined(separator: ".")) has an unknown type")
      }
      fields.append(
        ParquetField(
          name: path.joined(separator: "."), type: type, definitionLevel: definition, repetitionLevel: repetition,
          typeLength: element[2]?.integer ?? 0))
    }
    for _ in 0..<(schema.first?[5]?.integer ?? 0) { try visit([], 0, 0) }
    return fields
  }
}
