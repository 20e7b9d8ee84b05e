// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

/// A session whose cells are recorded without a compiler.
struct RecordedSession {
  private(set) var state = SessionState()
  private var count = 0

  /// Runs a cell; `missing` are steps that did not get to their end.
  @discardableResult
  mutating func run(_ text: String, missing: Set<Int> = [], executionCount: Int? = nil) -> CellModule {
    count += 1
    let cell = ParsedCell(text)
    let resolution = state.resolve(cell)
    let module = CellModule(
      cell, name: "Cell_\(count)", resolution: resolution, prelude: resolution.prelude,
      context: PassContext(module: "Cell_\(count)", executionCount: count))
    state.publish(module, missing: missing, executionCount: executionCount ?? count)
    return module
  }

  mutating func enterAgain(_ module: CellModule, missing: Set<Int> = [], executionCount: Int) {
    state.publish(module, missing: missing, executionCount: executionCount)
  }

  func imports(for text: String) -> [String] { state.resolve(ParsedCell(text)).prelude }
  func homes(of name: String) -> [String] { state.declarations(of: name).map(\.module) }
  func matching(_ text: String) -> String? { state.module(matching: ParsedCell(text))?.name }
}

@Suite struct SessionStateTests {
  private func marker(_ number: Int) -> String { "@testable import enum Cell_\(number).__Cell_\(number)" }

  @Test func aCellImportsWhatItUses() {
    var session = RecordedSession()
    session.run("let a = 1\nlet b = 2")
    session.run("func f() {}")
    #expect(session.imports(for: "print(a)") == ["@testable import var Cell_1.`a`"])
    #expect(session.imports(for: "f()") == ["@testable import func Cell_2.`f`"])
    #expect(session.imports(for: "print(1)") == [])
  }

  @Test func aNewDeclarationTakesThePlaceOfTheOld() {
    var session = RecordedSession()
    session.run("let a = 1")
    session.run("let a = \"two\"")
    #expect(session.homes(of: "a") == ["Cell_2"])
    session.run("struct a {}")
    #expect(session.homes(of: "a") == ["Cell_3"])
  }

  @Test func overloadsLiveTogether() {
    var session = RecordedSession()
    session.run("func f(_ x: Int) -> Int { x }")
    session.run("func f(_ x: String) -> String { x }")
    #expect(session.homes(of: "f") == ["Cell_1", "Cell_2"])
    #expect(session.imports(for: "f(1)").filter { $0.contains("`f`") }.count == 2)
    session.run("func f(_ y: Int) -> Double { 1 }")
    #expect(session.homes(of: "f") == ["Cell_2", "Cell_3"])
    session.run("let f = 1")
    #expect(session.homes(of: "f") == ["Cell_4"])
  }

  @Test func typesThatTypesAreMadeOfComeAlong() {
    var session = RecordedSession()
    session.run("struct P { var x = 1 }")
    session.run("let p = P()")
    session.run("let q = [p]")
    #expect(session.imports(for: "q[0].x").contains(marker(1)), "a member is used")
    #expect(session.imports(for: "let r = q").contains(marker(1)), "a variable has the type")
    #expect(session.imports(for: "q.first").contains(marker(1)), "the value that is shown has the type")
    #expect(session.imports(for: "for x in q { print(x) }").contains(marker(1)), "a name inside has the type")
    #expect(!session.imports(for: "print(q);").contains(marker(1)))
  }

  @Test func extensionsOfAReplacedCellRetire() {
    var session = RecordedSession()
    session.run("extension Int { var twice: Int { self * 2 } }")
    #expect(session.imports(for: "2.twice") == [marker(1)])
    #expect(session.imports(for: "2.other") == [])
    session.run("extension Int { var twice: Int { self + self } }")
    #expect(session.imports(for: "2.twice") == [marker(2)])
  }

  @Test func aSupersededCellTakesItsExtensionsWithIt() {
    var session = RecordedSession()
    session.run("struct S {}\nextension S { var a: Int { 1 } }")
    session.run("struct S {}\nextension S { var b: Int { 1 } }")
    #expect(session.imports(for: "S().a").contains(marker(1)) == false)
  }

  @Test func conformancesAreImportedUnasked() {
    var session = RecordedSession()
    session.run("struct S {}")
    session.run("extension S: CustomStringConvertible { var description: String { \"s\" } }")
    #expect(session.imports(for: "print(S())").contains(marker(2)))
  }

  @Test func operatorsBringTheWholeModule() {
    var session = RecordedSession()
    session.run("infix operator <+>\nfunc <+> (a: Int, b: Int) -> Int { a + b }")
    #expect(session.imports(for: "1 <+> 2").contains("@testable import Cell_1"))
    #expect(session.imports(for: "1 + 2").isEmpty)
  }

  @Test func importsPersist() {
    var session = RecordedSession()
    session.run("import Dispatch")
    session.run("import Dispatch\nimport Synchronization")
    #expect(session.state.imports == ["import Dispatch", "import Synchronization"])
  }

  // Failures

  @Test func aVariableWithoutAValueIsAnObstacle() throws {
    var session = RecordedSession()
    session.run("let a = f()\nlet b = 1", missing: [1])
    let resolution = session.state.resolve(ParsedCell("print(a, b)"))
    #expect(Set(resolution.obstacles.keys) == ["b"])
    let obstacle = try #require(resolution.obstacles["b"])
    #expect(obstacle.variable == "b" && obstacle.executionCount == 1 && !obstacle.isIndirect)
    #expect(resolution.prelude.contains { $0.contains("`a`") })
    #expect(!resolution.prelude.contains { $0.contains("`b`") })
  }

  @Test func codeThatUsesItIsAnIndirectObstacle() throws {
    var session = RecordedSession()
    session.run("let b = f()\nfunc g() -> Int { h() }\nfunc h() -> Int { b }\nfunc free() {}", missing: [0])
    let resolution = session.state.resolve(ParsedCell("g(); free()"))
    #expect(Set(resolution.obstacles.keys) == ["g"])
    let obstacle = try #require(resolution.obstacles["g"])
    #expect(obstacle.variable == "b" && obstacle.executionCount == 1 && obstacle.isIndirect)
  }

  @Test func aFailureLeavesTheEarlierVariableOfTheName() {
    var session = RecordedSession()
    session.run("let a = 1")
    session.run("let a = f()", missing: [0])
    #expect(session.homes(of: "a") == ["Cell_1"])
    session.run("let a = 3")
    #expect(session.homes(of: "a") == ["Cell_3"])
  }

  @Test func anObstacleGoesWhenItsCellRunsWell() {
    var session = RecordedSession()
    let module = session.run("let a = f()", missing: [0])
    #expect(session.state.liveNames.isEmpty)
    session.enterAgain(module, executionCount: 7)
    #expect(session.state.liveNames.map(\.declaration.name) == ["a"])
    #expect(session.state.executionCount(of: "Cell_1") == 7)
  }

  @Test func lostNamesAreRememberedUntilTheyAreDeclaredAgain() {
    var session = SessionState()
    session.lostNames = ["a": 3, "b": 4]
    let cell = ParsedCell("let a = 1")
    session.publish(
      CellModule(
        cell, name: "Cell_1", resolution: session.resolve(cell), prelude: [], context: PassContext(module: "Cell_1")),
      missing: [],
      executionCount: 1)
    #expect(session.lostNames == ["b": 4])
  }

  // Entering again

  @Test func anUnchangedCellIsItsModule() {
    var session = RecordedSession()
    session.run("let a = 1")
    session.run("let b = a + 1")
    #expect(session.matching("let b = a + 1") == "Cell_2")
    #expect(session.matching("let a = 1") == "Cell_1")
    #expect(session.matching("let b = a + 2") == nil)
  }

  @Test func aCellWhoseNamesMeanSomethingElseIsNew() {
    var session = RecordedSession()
    session.run("let a = 1")
    session.run("let b = a + 1")
    session.run("let a = 2.0")
    #expect(session.matching("let b = a + 1") == nil)
  }

  @Test func goingBackToAnEarlierTextFindsItsModule() {
    var session = RecordedSession()
    let first = session.run("let a = 1")
    session.run("let b = a")
    session.run("let a = 2.0")
    #expect(session.matching("let a = 1") == "Cell_1")
    session.enterAgain(first, executionCount: 4)
    #expect(session.homes(of: "a") == ["Cell_1"])
    #expect(session.matching("let b = a") == "Cell_2")
  }

  @Test func anAddedOverloadDoesNotChangeACallOfAnother() {
    var session = RecordedSession()
    session.run("func f(_ x: Int) -> Int { x }")
    session.run("f(1)")
    session.run("func f(_ x: String) -> String { x }")
    #expect(session.matching("f(1)") == "Cell_2")
    session.run("func f(_ x: Int) -> Int { -x }")
    #expect(session.matching("f(1)") == nil)
  }

  @Test func aNameThatGainedAMeaningMakesTheCellNew() {
    var session = RecordedSession()
    session.run("print(1)")
    session.run("func print(_ x: Int) {}")
    #expect(session.matching("print(1)") == nil)
  }

  @Test func aCellThatReadsItsOwnOldNameIsNeverEnteredAgain() {
    var session = RecordedSession()
    session.run("var x = 1")
    let resolution = session.state.resolve(ParsedCell("let x = x + 1"))
    #expect(resolution.oldNames == ["x": "Cell_1"])
    session.run("let x = x + 1")
    #expect(session.matching("let x = x + 1") == nil)
  }

  @Test func cellsMayBeRunInAnyOrder() {
    var session = RecordedSession()
    let first = session.run("var n = 1\nfunc bump() { n += 1 }")
    session.run("struct S { var n: Int }")
    let third = session.run("let s = S(n: n)")
    session.run("struct S { var n: Double }")
    #expect(session.matching("let s = S(n: n)") == nil, "S is another type")
    session.enterAgain(first, executionCount: 5)
    #expect(session.homes(of: "n") == ["Cell_1"])
    session.enterAgain(third, executionCount: 6)
    #expect(session.imports(for: "s.n").contains(marker(2)), "the old type's members stay visible")
  }

  @Test func everythingAliveIsOfferedToCompletion() {
    var session = RecordedSession()
    session.run("let a = 1\nfunc f() {}")
    session.run("let b = f2()", missing: [0])
    let lines = session.state.importsOfEverything
    #expect(lines.contains("@testable import var Cell_1.`a`"))
    #expect(lines.contains("@testable import func Cell_1.`f`"))
    #expect(!lines.contains { $0.contains("`b`") })
  }
}
