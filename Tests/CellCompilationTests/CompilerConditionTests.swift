// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct CompilerConditionTests {
  @Test(arguments: [
    ("os(Linux)", true), ("os(macOS)", false), ("!os(macOS)", true), ("os(Linux) && !canImport(Darwin)", true),
    ("os(macOS) || os(Linux)", true), ("DEBUG", false), ("swift(>=5.9)", true), ("canImport(Foundation)", true),
    ("true", true), ("false && true", false), ("canImport(SomethingElse)", nil), ("hasFeature(X)", nil),
  ])
  func theConditionOfACell(condition: String, expected: Bool?) {
    #expect(CompilerCondition.holds(condition) == expected)
  }

  @Test func whatTheCompiledClauseDeclaresIsKnown() throws {
    let cell = "#if os(Linux)\nlet platform = \"linux\"\nfunc f() -> Int { 1 }\n#else\nlet other = 2\n#endif"
    #expect(ParsedCell(cell).declarations.map(\.name) == ["platform", "f"])
    let session = try CompilingSession()
    session.run(cell)
    session.run("let both: (String, Int) = (platform, f())")
  }
}
