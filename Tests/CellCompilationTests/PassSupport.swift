// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation

/// The text that one pass makes of a cell.
func rewritten(_ text: String, by pass: some CellPass, oldNames: [String: String] = [:]) -> String {
  let cell = ParsedCell(text)
  var edits = SourceEdits(cell.text)
  pass.apply(to: cell, &edits, PassContext(module: "Cell_9", oldNames: oldNames))
  return edits.apply().text
}

/// A small generator of numbers, the same on every run.
struct Xorshift: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
