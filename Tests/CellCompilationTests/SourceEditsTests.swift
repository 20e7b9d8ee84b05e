// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct SourceEditsTests {
  @Test func ranksOrderWhatMeetsAtOneOffset() {
    var edits = SourceEdits("ab")
    edits.insert("2", at: 1, rank: 2)
    edits.insert("0", at: 1, rank: -1)
    edits.insert("1a", at: 1, rank: 1)
    edits.insert("1b", at: 1, rank: 1)
    #expect(edits.apply().text == "a01a1b2b")
  }

  @Test func insertionsStandBeforeReplacementsOfOneOffset() {
    var edits = SourceEdits("async let a")
    edits.blank(0..<5)
    edits.insert("step; ", at: 0)
    #expect(edits.apply().text == "step;       let a")
  }

  @Test func blanksKeepNewlines() {
    var edits = SourceEdits("a(\nb)c")
    edits.blank(1..<5)
    #expect(edits.apply().text == "a \n  c")
  }

  @Test func nothingToEditIsTheTextItself() {
    let text = "let é = \"日本\"\n\n"
    let (edited, map) = SourceEdits(text).apply()
    #expect(edited == text)
    #expect(map.userColumn(line: 1, column: 7) == 7)
  }

  @Test func columnsInsideInsertedTextAreThePlaceOfInsertion() {
    var edits = SourceEdits("ab\ncd")
    edits.insert("xyz", at: 4)
    let map = edits.apply().map
    #expect(map.userColumn(line: 2, column: 1) == 1)
    for column in 2...5 { #expect(map.userColumn(line: 2, column: column) == 2) }
    #expect(map.userColumn(line: 1, column: 2) == 2)
  }

  /// Every byte of the user's that is still there is found back from its place in the generated text.
  @Test(arguments: 0..<60) func everyUserColumnMapsBack(seed: UInt64) {
    var random = Xorshift(seed: seed + 1)
    let alphabet = Array("abc é日🐦 \n(){};")
    let original = String(
      (0..<Int.random(in: 1...80, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
    let bytes = Array(original.utf8)
    let starts = original.indices.map { original.utf8.distance(from: original.startIndex, to: $0) } + [bytes.count]

    var edits = SourceEdits(original)
    var insertions: [Int: Int] = [:]
    var position = 0
    var replaced: Set<Int> = []
    while position < starts.count {
      let offset = starts[position]
      if Int.random(in: 0..<4, using: &random) == 0 {
        let text = String(repeating: "#", count: Int.random(in: 1...5, using: &random))
        edits.insert(text, at: offset)
        insertions[offset, default: 0] += text.utf8.count
      }
      if position + 1 < starts.count, Int.random(in: 0..<6, using: &random) == 0 {
        let range = offset..<starts[position + 1]
        replaced.formUnion(range)
        edits.blank(range)
      }
      position += 1
    }

    let (edited, map) = edits.apply()
    let generated = Array(edited.utf8)
    #expect(
      generated.split(separator: 10, omittingEmptySubsequences: false).count
        == bytes.split(separator: 10, omittingEmptySubsequences: false).count)
    var at = 0
    var (line, userColumn, column) = (1, 1, 1)
    for (offset, byte) in bytes.enumerated() {
      let inserted = insertions[offset] ?? 0
      at += inserted
      column += inserted
      if !replaced.contains(offset) { #expect(generated[at] == byte) }
      #expect(
        map.userColumn(line: line, column: column) == userColumn,
        "offset \(offset) of \(original.debugDescription), generated \(edited.debugDescription)")
      at += 1
      if byte == 10 {
        (line, userColumn, column) = (line + 1, 1, 1)
      } else {
        (userColumn, column) = (userColumn + 1, column + 1)
      }
    }
  }
}
