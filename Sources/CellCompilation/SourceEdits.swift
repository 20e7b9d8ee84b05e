// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Changes to a cell's text that keep its lines: text is put in or blanked out within a line, never across one. Every
/// line number of the generated text is therefore the user's, and columns are found back through the table of edits.
package struct SourceEdits {
  private struct Edit {
    var offset: Int
    var length: Int
    var replacement: [UInt8]
    /// Order among edits at the same offset.
    var rank: Int
  }

  private let original: [UInt8]
  private var edits: [Edit] = []

  package init(_ text: String) { original = Array(text.utf8) }

  /// Puts text in before the byte at `offset`; texts at one offset stand in the order of their ranks, then of insertion.
  package mutating func insert(_ text: String, at offset: Int, rank: Int = 0) {
    precondition(!text.utf8.contains(0x0a), "an edit must not add lines")
    edits.append(Edit(offset: offset, length: 0, replacement: Array(text.utf8), rank: rank))
  }

  /// Replaces text by other text on the same line.
  package mutating func replace(_ range: Range<Int>, with text: String) {
    edits.append(Edit(offset: range.lowerBound, length: range.count, replacement: Array(text.utf8), rank: 0))
  }

  /// Blanks text out; newlines in it stay.
  package mutating func blank(_ range: Range<Int>) {
    let spaces = original[range].map { $0 == 0x0a ? $0 : 0x20 }
    edits.append(Edit(offset: range.lowerBound, length: range.count, replacement: spaces, rank: 0))
  }

  /// The edited text, and the way back.
  package func apply() -> (text: String, map: ColumnMap) {
    // At one offset, what is put in comes before what is replaced, or it would be lost.
    let ordered = edits.enumerated().sorted {
      let (first, second) = ($0.element, $1.element)
      return (first.offset, first.length == 0 ? 0 : 1, first.rank, $0.offset)
        < (second.offset, second.length == 0 ? 0 : 1, second.rank, $1.offset)
    }.map(\.element)
    var output: [UInt8] = []
    var map = ColumnMap()
    var position = 0
    var line = 1
    var lineStart = 0
    func advance(to end: Int) {
      for byte in original[position..<end] {
        output.append(byte)
        if byte == 0x0a {
          line += 1
          lineStart = output.count
        }
      }
      position = end
    }
    for edit in ordered where edit.offset >= position {
      advance(to: edit.offset)
      let grown = edit.replacement.count - edit.length
      if grown != 0 {
        map.add(line: line, column: output.count - lineStart, inserted: edit.replacement.count, replaced: edit.length)
      }
      for byte in edit.replacement {
        output.append(byte)
        if byte == 0x0a {
          line += 1
          lineStart = output.count
        }
      }
      position = edit.offset + edit.length
    }
    advance(to: original.count)
    return (String(decoding: output, as: UTF8.self), map)
  }
}

/// Finds the user's column for a column of the generated text. Lines and columns count from 1, columns in bytes.
package struct ColumnMap: Sendable {
  private struct Entry {
    var column: Int
    var inserted: Int
    var replaced: Int
  }

  private var lines: [Int: [Entry]] = [:]

  mutating func add(line: Int, column: Int, inserted: Int, replaced: Int) {
    lines[line, default: []].append(Entry(column: column, inserted: inserted, replaced: replaced))
  }

  /// Whether the column lies in text that was put in.
  func isInserted(line: Int, column: Int) -> Bool {
    (lines[line] ?? []).contains { (0..<$0.inserted).contains(column - 1 - $0.column) }
  }

  package func userColumn(line: Int, column: Int) -> Int {
    var shift = 0
    for entry in lines[line] ?? [] where entry.column < column - 1 + (entry.inserted == 0 ? 1 : 0) {
      let into = column - 1 - entry.column
      // Inside inserted text: the place where it was put in.
      shift += into >= entry.inserted ? entry.inserted - entry.replaced : into
    }
    return max(1, column - shift)
  }
}
