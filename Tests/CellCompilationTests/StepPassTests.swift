// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct StepPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: StepPass()) }

  @Test func everyStepIsMarked() {
    #expect(
      pass("let a = 1\nprint(a); print(2)")
        == "__martlet_step(0); let a = 1\n__martlet_step(1); print(a); __martlet_step(2); print(2)")
  }

  @Test func declarationsThatDoNotRunAreNoSteps() {
    let cell = "import Foundation\nfunc f() {}\nstruct S {}\nvar c: Int { 1 }"
    #expect(!pass(cell).contains("step(1)"))
    #expect(ParsedCell("import Foundation\nfunc f() {}\nenum E { case a }\nextension Int {}").stepCount == 0)
  }

  @Test func aCommentBeforeAStepStaysBeforeTheMark() {
    #expect(pass("// why\nlet a = 1") == "// why\n__martlet_step(0); let a = 1")
  }

  @Test func conditionalCompilationStaysFirstOnItsLine() {
    let lines = pass("#if os(Linux)\nlet a = 1\n#endif\nlet b = 2").split(separator: "\n")
    #expect(lines[0] == "#if os(Linux)")
    #expect(lines[2] == "#endif")
  }

  @Test func labelsAndAttributesStayWithTheirStatement() {
    #expect(pass("outer: for i in 0..<3 {}") == "__martlet_step(0); outer: for i in 0..<3 {}")
    #expect(pass("@MainActor var a = 1") == "__martlet_step(0); @MainActor var a = 1")
  }
}

@Suite struct ResultPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: ResultPass()) }

  @Test func theLastExpressionIsShown() {
    #expect(
      pass("let a = 1\na + 1") == "let a = 1\ndo { let __martlet_value = a + 1; _martletResult(__martlet_value) }")
  }

  @Test(arguments: ["a", "a.b.c", "`a`"]) func whatHasANameGetsNoSecondOne(cell: String) {
    #expect(pass(cell) == "_martletResult(\(cell))")
  }

  @Test(arguments: ["#warning(\"a\")", "#error(\"a\")", "1\n#warning(\"a\")"])
  func whatTheCompilerSaysIsNoResult(cell: String) {
    #expect(ParsedCell(cell).resultStep == nil)
    #expect(ParsedCell(cell).stepCount == (cell.hasPrefix("1") ? 1 : 0))
  }

  @Test func aCommentAtTheEndStaysBehindTheResult() {
    #expect(pass("1 // one") == "do { let __martlet_value = 1; _martletResult(__martlet_value) } // one")
  }

  @Test(arguments: [
    "a;", "a = 1", "a += 1", "a <<= 2", "let a = 1", "1\nlet b = 2", "func f() {}", "for i in 0..<3 {}", "a[0] = 1", "",
    "a.b.c = f()", "(a, b) = (b, a)", "import Foundation",
  ])
  func nothingIsShownAfter(cell: String) {
    #expect(ParsedCell(cell).resultStep == nil)
    #expect(pass(cell) == cell)
  }

  @Test(arguments: [
    "a == 1", "a <= 1", "a != b", "a === b", "a ~= b", "a .== b", "{ x = 1 }()", "f { $0 += 1 }", "`a`",
  ])
  func aValueIsShownOf(cell: String) {
    #expect(ParsedCell(cell).resultStep == 0)
  }

  @Test func anExpressionOverSeveralLinesKeepsThem() {
    let cell = "values\n  .map { $0 + 1 }\n  .filter {\n    $0 > 1\n  }"
    #expect(pass(cell).split(separator: "\n").count == 5)
  }
}
