// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct PlacePassTests {
  private func pass(_ text: String) -> String {
    let cell = ParsedCell(text)
    var edits = SourceEdits(cell.text)
    PlacePass().apply(to: cell, &edits, PassContext(module: "Cell_9", executionCount: 4))
    return edits.apply().text
  }

  @Test func filesAreCells() {
    #expect(pass("print(#file, #fileID, #filePath)") == #"print("cell 4", "cell 4", "cell 4")"#)
    #expect(pass("func f() { print(#file, #line) }") == #"func f() { print("cell 4", #line) }"#)
  }

  @Test func theFunctionOfTheTopLevelIsTheCell() {
    #expect(pass("let f = { #function }") == #"let f = { "cell 4" }"#)
    for cell in [
      "func f() { print(#function) }", "struct S { var a: String { #function } }", "var a: String { #function }",
    ] {
      #expect(pass(cell) == cell)
    }
  }

  @Test func defaultArgumentsAreLookedAtInTheFunction() {
    #expect(
      pass("func f(_ p: String = #function, at q: String = #file) { }")
        == "func f(_ p: String = #function, at q: String = #file) { let p = _martletPlace(p); let q = _martletPlace(q); }"
    )
    #expect(
      pass("func f(_ p: String = #function) -> String { p + p }")
        == "func f(_ p: String = #function) -> String { let p = _martletPlace(p); return p + p }")
    let other = "func f(_ p: StaticString = #file, l: Int = #line) { }"
    #expect(pass(other) == other)
  }
}
