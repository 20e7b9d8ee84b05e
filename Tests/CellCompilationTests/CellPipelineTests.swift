// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

/// Cells through the real compiler and linker.
@Suite struct CellPipelineTests {
  @Test(arguments: TrickyCells.good) func compiles(cell: String) throws {
    try CompilingSession().run(cell)
  }

  @Test(arguments: TrickyCells.bad) func isRefusedAsSwiftRefusesIt(cell: String, line: Int, part: String) throws {
    let errors = try CompilingSession().errors(cell)
    #expect(errors.contains { $0.line == line && $0.message.contains(part) }, "\(errors)")
    expectNoGeneratedNames(errors)
  }

  @Test func cellsBuildOnEarlierOnes() throws {
    let session = try CompilingSession()
    for cell in TrickyCells.lecture { session.run(cell) }
  }

  @Test func anUnchangedCellIsNotCompiledAgain() throws {
    let session = try CompilingSession()
    #expect(session.run("var n = 1\nfunc bump() { n += 1 }") == true)
    #expect(session.run("bump(); n") == true)
    #expect(session.run("var n = 1\nfunc bump() { n += 1 }") == false)
    #expect(session.run("bump(); n") == false)
    #expect(session.run("var n = 2\nfunc bump() { n += 1 }") == true)
    #expect(session.run("bump(); n") == true)
  }

  @Test func redefinitionOfAnythingWorks() throws {
    let session = try CompilingSession()
    let variants = [
      "let thing = 1", "let thing = \"text\"", "func thing() -> Int { 1 }", "func thing(_ x: Int) -> Int { x }",
      "struct thing {}", "enum thing { case a }", "typealias thing = Int", "protocol thing {}", "class thing {}",
      "var thing = [1]",
    ]
    for cell in variants { session.run(cell) }
    session.run("thing.append(2)\nlet copy: [Int] = thing")
  }

  @Test func aNewExtensionMemberTakesThePlaceOfTheOld() throws {
    let session = try CompilingSession()
    session.run("extension Int { var tripled: Int { self * 3 } }")
    session.run("2.tripled")
    session.run("extension Int { var tripled: Double { Double(self) * 3 } }")
    session.run("let d: Double = 2.tripled")
  }

  @Test func aConformanceMayBeDeclaredAgain() throws {
    let session = try CompilingSession()
    session.run("struct P { var x = 1 }")
    session.run("extension P: CustomStringConvertible { var description: String { \"1\" } }")
    session.run("extension P: CustomStringConvertible { var description: String { \"2\" } }")
    session.run("P().description")
    #expect(session.run("extension P: CustomStringConvertible { var description: String { \"2\" } }") == false)
    session.run("extension P: Sendable {}")
    session.run("extension P: Sendable, Equatable { static func == (a: P, b: P) -> Bool { true } }")
    session.run("P() == P()")
  }

  @Test func overloadsLiveTogether() throws {
    let session = try CompilingSession()
    session.run("func f(_ x: Int) -> Int { x }")
    session.run("func f(_ x: String) -> String { x }")
    session.run("func f<T: Collection>(all x: T) -> Int { x.count }")
    session.run("let a: Int = f(1), b: String = f(\"s\"), c: Int = f(all: [1])")
  }

  @Test func aGuardTakesTheValueOfAnEarlierCell() throws {
    let session = try CompilingSession()
    session.run("let o: Int? = 1")
    session.run("guard let o else { fatalError() }\nlet p: Int = o")
    session.run("let q: Int = o + p")
  }

  @Test func importsPersist() throws {
    let session = try CompilingSession()
    session.run("import Dispatch\nimport Synchronization")
    session.run("let counter = Atomic<Int>(0)")
    session.run("counter.wrappingAdd(1, ordering: .relaxed)\nDispatchQueue.main")
  }
}

func expectNoGeneratedNames(_ diagnostics: [CellDiagnostic], sourceLocation: SourceLocation = #_sourceLocation) {
  for diagnostic in diagnostics {
    for text in [diagnostic.message] + diagnostic.notes.map(\.message) + diagnostic.fixIts.map(\.text) {
      for name in ["__martlet", "_martlet", "Cell_", "__guard", "cell:", "generated:"] where text.contains(name) {
        Issue.record("a generated name in: \(text)", sourceLocation: sourceLocation)
      }
    }
  }
}
