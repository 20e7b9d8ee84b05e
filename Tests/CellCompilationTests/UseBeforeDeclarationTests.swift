// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct UseBeforeDeclarationTests {
  @Test func aReadThatComesTooEarlyIsRefused() throws {
    let errors = try CompilingSession().errors("let a = 1\nlet b = c + a\nlet c = 2")
    #expect(errors.map(\.message) == ["'c' is used before line 3 gives it a value"])
    #expect(errors.map(\.line) == [2])
    #expect(errors.map(\.column) == [9])
  }

  @Test(arguments: [
    "func f() -> Int { later }\nlet later = 1\nf()", "let f = { later }\nlet later = 1\nf()",
    "var c: Int { later }\nlet later = 1\nc", "struct S { var later = 2 }\nlet s = S().later\nlet later = 1",
    "let doubled = [1].map { later in later * 2 }\nlet later = 1",
  ])
  func codeThatRunsLaterMayNameIt(cell: String) throws {
    try CompilingSession().run(cell)
  }

  @Test func theVariableOfAnEarlierCellIsMeant() throws {
    let session = try CompilingSession()
    session.run("let c = 5")
    session.run("let b: Int = c\nlet c = \"text\"\nlet d: String = c")
  }
}
