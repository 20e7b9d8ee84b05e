// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct LoopPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: LoopPass()) }

  @Test(arguments: [
    ("while true { a() }", "while true { __martlet_check(); a() }"),
    ("for i in 0..<3 {\n  a(i)\n}", "for i in 0..<3 { __martlet_check();\n  a(i)\n}"),
    ("repeat { a() } while b", "repeat { __martlet_check(); a() } while b"),
    ("outer: while c { if d { break outer } }", "outer: while c { __martlet_check(); if d { break outer } }"),
    ("if d { while c {} }", "if d { while c { __martlet_check();} }"),
  ])
  func anOuterLoopLooksForInterrupts(cell: String, expected: String) {
    #expect(pass(cell) == expected)
  }

  @Test func innerLoopsStayFast() {
    #expect(pass("for i in a { for j in b { f() } }") == "for i in a { __martlet_check(); for j in b { f() } }")
  }

  @Test(arguments: [
    "func f() { while true {} }", "let f = { while true {} }", "var c: Int { for i in 0..<3 {}; return 1 }",
    "struct S { func f() { while true {} } }", "for await x in s { f(x) }", "a.forEach { f($0) }",
  ])
  func otherCodeIsLeftAlone(cell: String) {
    #expect(pass(cell) == cell)
  }
}
