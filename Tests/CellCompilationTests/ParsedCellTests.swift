// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct ParsedCellTests {
  private func names(_ text: String) -> [String] { ParsedCell(text).declarations.map(\.name) }

  @Test func declarationsHaveTheirKinds() {
    let cell = ParsedCell(
      """
      let a = 1, b = 2
      var (c, (d, _)) = (1, (2, 3))
      func f(_ x: Int) {}
      struct S {}
      class C {}
      actor A {}
      enum E { case one }
      protocol P {}
      typealias T = Int
      var computed: Int { 1 }
      """)
    let kinds = Dictionary(uniqueKeysWithValues: cell.declarations.map { ($0.name, $0.kind) })
    #expect(
      kinds == [
        "a": .variable, "b": .variable, "c": .variable, "d": .variable, "f": .function, "S": .structure, "C": .object,
        "A": .object, "E": .enumeration, "P": .protocol, "T": .typealias, "computed": .variable,
      ])
  }

  @Test func storedVariablesKnowTheStepThatMakesThem() throws {
    let cell = ParsedCell("print(1)\nlet a = 1\nvar c: Int { 1 }\nvar o = 1 { didSet {} }\nfunc f() {}")
    func step(_ name: String) -> Int? { cell.declarations.first { $0.name == name }?.step }
    #expect(step("a") == 1)
    #expect(step("c") == nil)
    #expect(step("o") != nil)
    #expect(step("f") == nil)
  }

  @Test func overloadsHaveSignatures() {
    let cell = ParsedCell("func f(_ x: Int) {}\nfunc f(x: Int) {}\nfunc f<T: Equatable>(_ x: T) -> T { x }")
    #expect(Set(cell.declarations.map(\.signature)).count == 3)
  }

  @Test func unicodeAndQuotedNames() {
    let cell = "let `class` = 1\nlet größe = 2\nlet 🐦 = 3\nfunc 面積() {}"
    #expect(names(cell) == ["class", "größe", "🐦", "面積"])
  }

  @Test func guardsBindNames() {
    #expect(names("guard let a = f(), case .some(let b) = g() else { fatalError() }") == ["a", "b"])
  }

  @Test func importsAreKeptApart() {
    let cell = ParsedCell("import Foundation\n@preconcurrency import Glibc\nimport struct Foundation.URL\n1")
    #expect(cell.imports == ["import Foundation", "@preconcurrency import Glibc", "import struct Foundation.URL"])
    #expect(cell.stepCount == 1)
  }

  @Test func extensionsTellTheirMembers() {
    let cell = ParsedCell(
      """
      extension Int { var twice: Int { self * 2 }
      func f(_ x: Int) {}
      static func < (a: Int, b: Int) -> Bool { true } }
      """
    )
    #expect(cell.members.map(\.name).contains("twice"))
    #expect(cell.members.contains { $0.name == "f" && $0.type == "Int" })
    #expect(cell.operators == ["<"])
    #expect(cell.conformances.isEmpty)
    #expect(
      ParsedCell("extension Int: P, Q {}").conformances
        == [Conformance(type: "Int", name: "P"), Conformance(type: "Int", name: "Q")])
  }

  @Test func carriageReturnsAreLines() {
    let cell = ParsedCell("let a = 1\r\nlet b = 2\rlet c = 3\r\n")
    #expect(cell.text == "let a = 1\nlet b = 2\nlet c = 3\n")
    #expect(cell.lines(ofStep: 2) == 3...3)
  }

  @Test func stepsKnowTheirLines() {
    let cell = ParsedCell("// head\nlet a = [\n  1,\n]\n\nfor i in a {\n  print(i)\n}\n")
    #expect(cell.stepCount == 2)
    #expect(cell.lines(ofStep: 0) == 2...4)
    #expect(cell.lines(ofStep: 1) == 6...8)
    #expect(cell.lines(ofStep: 2) == nil)
  }

  @Test func emptyCellsAreEmpty() {
    for text in ["", "\n\n", "// only a comment", "/* block */", "  "] { #expect(ParsedCell(text).isEmpty, "\(text)") }
  }

  @Test(arguments: [
    ("a + b.c(d)", ["a", "b", "d"]), ("f(label: x)", ["f", "x"]), ("\"\\(a) b\"", ["a"]),
    ("let a: T<U> = v", ["T", "U", "v"]),
    ("xs.map { $0 + y }", ["xs", "y"]), ("if let a { print(a) }", ["a", "print"]), ("\\P.x", ["P"]),
    ("a[i] += j", ["a", "i", "j"]),
    ("switch s { case .a(let b): print(b) default: break }", ["s", "b", "print"]), ("#selector(f)", ["f"]),
    ("struct S: P { @W var a: T }", ["P", "W", "T"]), ("extension S where T: Q {}", ["S", "Q"]),
    ("{ [weak c] in c }", ["c"]), ("a as? T", ["a", "T"]), ("let s = Set<E>()", ["Set", "E"]),
    ("func f() throws(Oops) {}", ["Oops"]), ("Model.Part.make()", ["Model"]), ("@A func f() {}", ["A"]),
    ("a <*> b", ["<*>"]), ("-v", ["-", "v"]), ("let m = #m(a)", ["m", "a"]),
  ])
  func freeReferences(cell: String, expected: [String]) {
    let found = ParsedCell(cell).freeReferences
    #expect(Set(expected).isSubset(of: found), "\(found)")
  }

  @Test func membersAreNotFree() {
    #expect(!ParsedCell("a.member(label: 1).other").freeReferences.contains("member"))
    #expect(!ParsedCell("let x = .member").freeReferences.contains("member"))
  }

  @Test func laterUsesOfFunctionsAndClosures() throws {
    let cell = ParsedCell("func f() { g() }\nlet c = { h }\nlet d = h\nvar e: Int { i }")
    func uses(_ name: String) -> Set<String> { cell.declarations.first { $0.name == name }?.uses ?? [] }
    #expect(uses("f").contains("g"))
    #expect(uses("c").contains("h"))
    #expect(!uses("d").contains("h"))
    #expect(uses("e").contains("i"))
  }
}
