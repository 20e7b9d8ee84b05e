// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

/// What the user reads when the compiler refuses a cell.
@Suite struct DiagnosticWordingTests {
  private func first(_ errors: [CellDiagnostic]) throws -> CellDiagnostic {
    expectNoGeneratedNames(errors)
    return try #require(errors.first)
  }

  private func words(_ error: CellDiagnostic) -> String {
    ([error.message] + error.notes.map(\.message)).joined(separator: "\n")
  }

  @Test func theColumnIsTheUsersBehindUnicode() throws {
    let text = "let é = \"日本\"; let n: Int = é + 1"
    let error = try first(CompilingSession().errors(text))
    #expect(error.line == 1)
    let excerpt = DiagnosticRenderer.excerpt(error, line: 1, text: text).map(plain)
    let mark = try #require(excerpt.last?.firstIndex { $0 == "^" || $0 == "~" })
    let place = excerpt[1].distance(from: excerpt[1].startIndex, to: mark)
    let marked = String(Array(excerpt[0])[place])
    #expect(["é", "+"].contains(marked), "\(excerpt)")
  }

  @Test func theWholeExpressionIsUnderlined() throws {
    let text = "let a = 1\n  let b: Int = \"some text\""
    let error = try first(CompilingSession().errors(text))
    let excerpt = DiagnosticRenderer.excerpt(error, line: 2, text: text).map(plain)
    #expect(excerpt == [" 2 │   let b: Int = \"some text\"", "   │                ^~~~~~~~~~~"])
  }

  @Test func theLastExpressionIsPointedAtInItsOwnPlace() throws {
    let error = try first(CompilingSession().errors("let a = 1\n  a.missing"))
    #expect(error.line == 2)
    #expect(error.column == 5)
    #expect(error.message == "value of type 'Int' has no member 'missing'")
  }

  @Test func anAwaitedExpressionIsPointedAtInItsOwnPlace() throws {
    let error = try first(CompilingSession().errors("func f() async -> Int { 1 }\nlet s: String = await f()"))
    #expect(error.line == 2)
    let column = try #require(error.column)
    #expect((17...25).contains(column), "\(error)")
  }

  @Test func fixItsAreOffered() throws {
    let session = try CompilingSession()
    let text = "func g(x: Int) -> Int { x }\ng(1)"
    let error = try first(session.errors(text))
    let lines = DiagnosticRenderer.lines(for: error, text: text, executionCount: 3).map(plain)
    #expect(lines.last == "  fix: write 'g(x: 1)'", "\(lines)")
    #expect(lines.first == "Cell 3, line 2")
  }

  @Test func severalErrorsEachHaveTheirLine() throws {
    let errors = try CompilingSession().errors("let a: Int = \"x\"\nlet b = 1\nlet c: Int = \"y\"")
    #expect(errors.map(\.line) == [1, 3])
  }

  @Test func aValueOfAnOldTypeNamesTheCellToRunAgain() throws {
    let session = try CompilingSession()
    session.run("struct Point { var x = 1 }")
    session.run("let p = Point()")
    session.run("struct Point { var x = 1.0 }")
    let error = try first(session.errors("func length(_ p: Point) -> Double { p.x }\nlength(p)"))
    #expect(error.line == 2)
    #expect(error.message.contains("Point (of cell 1)"), "\(words(error))")
    let note = try #require(error.notes.first { $0.message.contains("declared again in cell 3") })
    #expect(note.message.contains("run cell 2 ('p') again"))
  }

  @Test func aValueOfAnOldTypeInTheCellThatDeclaresIt() throws {
    let session = try CompilingSession()
    session.run("struct Point { var x = 1 }")
    session.run("let p = Point()")
    let error = try first(session.errors("struct Point { var y = 1 }\nlet q: Point = p"))
    #expect(words(error).contains("declared again in this cell"), "\(words(error))")
    #expect(words(error).contains("run cell 2 ('p') again"))
  }

  @Test func aVariableThatGotNoValueSaysWhy() throws {
    let session = try CompilingSession()
    session.run("let a = 1\nlet b = [1][a]", missing: [1])
    let error = try first(session.errors("a + b"))
    #expect(error.message == "'b' has no value: cell 1 stopped before it was computed")
    #expect(error.notes.map(\.message) == ["re-run cell 1"])
    session.run("a")
  }

  @Test func codeThatNeedsAVariableWithoutValueSaysSo() throws {
    let session = try CompilingSession()
    session.run("let b = Int(\"x\")!\nfunc f() -> Int { b }", missing: [0])
    let error = try first(session.errors("f()"))
    #expect(error.message.contains("'f' cannot be used: it uses 'b'"), "\(words(error))")
  }

  @Test func namesOfTheNotebookHaveNoModules() throws {
    let session = try CompilingSession()
    session.run("struct Point { var x = 1 }\nfunc take(_ p: Point) {}\nenum Space { struct Inner {} }")
    let errors = session.errors("take(1)\nlet s: String = Point()\nlet i: Int = Space.Inner()")
    expectNoGeneratedNames(errors)
    #expect(errors.count == 3)
    #expect(errors.allSatisfy { !$0.message.contains("of cell") }, "\(errors.map(\.message))")
  }

  @Test func ambiguousCallsNameNoModules() throws {
    let session = try CompilingSession()
    session.run("func f(_ x: Int, y: Double = 1) -> Int { x }")
    session.run("func f(_ x: Int, z: String = \"\") -> Int { x }")
    let error = try first(session.errors("f(1)"))
    #expect(error.message.contains("ambiguous use of 'f"), "\(error.message)")
  }

  @Test func anAsynchronousCallAsksForAwait() throws {
    let session = try CompilingSession()
    session.run(
      "func f() async -> Int { 1 }\nactor A { var n = 1; func g() -> Int { n } }\nlet a = A()\n@MainActor var m = 1")
    #expect(try first(session.errors("f()")).notes.map(\.message) == ["write 'await f()'"])
    #expect(try first(session.errors("a.g()")).message.contains("write 'await' before it"))
    #expect(try first(session.errors("print(m)")).message.contains("write 'await' before it"))
  }

  @Test func resultsThatHaveNoTypeAreCalledExpressions() throws {
    let error = try first(CompilingSession().errors("nil"))
    #expect(error.line == 1)
    let other = try first(CompilingSession().errors("[]"))
    #expect(other.line == 1)
  }

  @Test func generatedNamesNeverAppear() throws {
    let cells = [
      "let x = [", "await missing()", "let y = await missing()", "async let z = missing()\nawait z",
      "guard let g = missing else { fatalError() }",
      "guard let g = 1 else { fatalError() }", "x +", "print(1", "\"unterminated",
      "extension Missing { var a: Int { 1 } }",
      "for await i in [1] {}", "let a = 1, a = 2", "func f() {}\nfunc f() {}", "#error(\"stop\")", "1 as String",
      "{ $0 }", "super.x", "self", "...",
      "let t = try await { throw }", "let closure = { x in }", "private extension Missing {}", "import",
      "@Missing var x = 1", "#missing",
      "let w = missing(w)", "var v = v",
    ]
    let session = try CompilingSession()
    for cell in cells { expectNoGeneratedNames(session.errors(cell)) }
  }
}
