// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct DiagnosticParserTests {
  private func parse(_ output: String, of text: String) -> [CellDiagnostic] {
    let generated = CellGenerator.generate(ParsedCell(text), prelude: "", context: PassContext(module: "Cell_4"))
    return DiagnosticParser(cell: generated).parse(output)
  }

  @Test func columnsAndUnderlinesAreTheUsers() throws {
    // In the generated line, `__martlet_step(0); ` (19 bytes) stands before the user's text.
    let output = """
      cell:Cell_4:1:27: error: cannot convert value of type 'String' to specified type 'Int'
      __martlet_step(0); let a: Int = "text"
                                      ^~~~~~
      """
    let found = try #require(parse(output.replacing(":27:", with: ":33:"), of: "let a: Int = \"text\"").first)
    #expect(found.line == 1)
    #expect(found.column == 14)
    #expect(found.ranges == [14..<20])
    #expect(found.message == "cannot convert value of type 'String' to specified type 'Int'")
  }

  @Test func underlinesCountCharactersAndColumnsBytes() throws {
    let text = "let é = \"日\" + 1"
    let output = """
      cell:Cell_4:1:35: error: no
      __martlet_step(0); \(text)
                                 ~~~ ^ ~
      """
    let found = try #require(parse(output, of: text).first)
    #expect(found.column == 16)
    #expect(found.ranges == [10..<15, 16..<17, 18..<19])
    let excerpt = DiagnosticRenderer.excerpt(found, line: 1, text: text).map(plain)
    #expect(excerpt == [" 1 │ let é = \"日\" + 1", "   │         ~~~~ ^ ~"])
  }

  @Test func fixItsStandAtTheirColumn() throws {
    let output = """
      cell:Cell_4:2:1: error: call can throw
      f()
      ^
      try 
      """
    let found = try #require(parse(output, of: "1\nf()").first)
    #expect(found.fixIts.map(\.column) == [1])
    #expect(found.fixIts.map(\.text) == ["try "])
  }

  @Test func notesBelongToTheErrorBeforeThem() throws {
    let output = """
      cell:Cell_4:1:20: error: ambiguous use of 'f'
      __martlet_step(0); f()
                         ^
      cell:Cell_2:3:6: note: found this candidate
      func f() {}
           ^
      generated:Cell_4:9:1: note: here
      """
    let found = parse(output, of: "f()")
    #expect(found.count == 1)
    #expect(found[0].notes.count == 2)
    #expect(found[0].notes[0].module == "Cell_2" && found[0].notes[0].line == 3 && found[0].notes[0].column == 6)
    #expect(found[0].notes[1].line == nil)
  }

  @Test func oneErrorIsToldOnce() {
    let one = "cell:Cell_4:2:1: error: no\nx\n^\n"
    #expect(parse(one + one, of: "1\nx").count == 1)
  }

  @Test func theKindIsNoPartOfTheMessage() {
    let bare = parse("cell:Cell_4:2:1: error: cannot find 'x' in scope [cannot_find_in_scope]\nx\n^\n", of: "1\nx")
      .first
    #expect(bare?.message == "cannot find 'x' in scope" && bare?.kind == "cannot_find_in_scope")
    let grouped = parse("cell:Cell_4:2:1: warning: x is unused [expression_unused] [#NoUsage]\nx\n^\n", of: "1\nx")
      .first
    #expect(grouped?.message == "x is unused" && grouped?.kind == "expression_unused")
    #expect(parse("cell:Cell_4:2:1: error: no [1]\nx\n^\n", of: "1\nx").first?.message == "no [1]")
  }

  @Test func whatHasNoPlaceIsKept() {
    #expect(parse("<unknown>:0: error: module 'X' was built by another compiler", of: "1").first?.line == nil)
    #expect(parse("error: cannot open file", of: "1").first?.message == "cannot open file")
    #expect(parse("", of: "1").isEmpty)
    #expect(parse("Stack dump:\n0. Program arguments: x", of: "1").isEmpty)
  }
}

/// Text without its colours.
func plain(_ text: String) -> String { text.replacing(/\u{1b}\[\d+m/, with: "") }
