// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct SyntaxDiagnosticsTests {
  private func find(_ text: String) -> [CellDiagnostic] { SyntaxDiagnostics.find(in: ParsedCell(text)) }

  @Test func aMistakeHasItsPlace() throws {
    let found = try #require(find("let a = 1\nlet = 2").first)
    #expect(found.severity == .error)
    #expect(found.line == 2)
    #expect(found.column == 5)
  }

  @Test func fixItsAreTold() throws {
    let found = find("func f( {}")
    #expect(!found.isEmpty)
    #expect(found.contains { $0.notes.contains { $0.isFix } })
  }

  @Test func goodCellsHaveNone() {
    #expect(find("let a = [1, 2]\nfor x in a where x > 1 { print(x) }").isEmpty)
    #expect(find("").isEmpty)
  }
}

@Suite struct CellCompletenessTests {
  @Test(arguments: [
    "1", "let a = 1", "func f() {\n}\n", "", "// comment", "let s = \"\"\"\n  text\n  \"\"\"", "a\n", "#if X\n#endif",
  ])
  func complete(text: String) {
    #expect(CellCompleteness.judge(text) == .complete)
  }

  @Test(arguments: [
    ("func f() {", "  "), ("let a = [\n  1,", "  "), ("f(", "  "), ("if true {\n  g(", "    "), ("let a =", ""),
    ("1 +", ""),
    ("let s = \"\"\"\n  text", "  "), ("class C {\n  func f() {\n    1\n  }", "  "), ("/* open", ""),
    ("#if X\nlet a = 1", ""),
    ("#\"\"\"\n  raw", "  "), ("f(\"\"\"\n  text \\(1", "      "), ("func f()\n{", "  "), ("for i in 0..<3", ""),
  ])
  func incomplete(text: String, indent: String) {
    #expect(CellCompleteness.judge(text) == .incomplete(indent: indent))
  }

  @Test(arguments: [
    "let = 1\nlet b = 2", "}", "func f() { ) }\n1", "let a = 1 }\nlet b", "\"unterminated",
    "let s = \"a", "#\"raw", "func f() {\n  print(\"a", "let s = \"a\nprint(s)", "let s = \"\\(1",
  ])
  func invalid(text: String) {
    #expect(CellCompleteness.judge(text) == .invalid)
  }
}
