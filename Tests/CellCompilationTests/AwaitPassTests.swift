// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct AwaitPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: AwaitPass()) }

  @Test func anAwaitedExpressionBecomesATask() {
    #expect(pass("let a = try await f()") == "let a = try _martletAwait({ try await f() })")
    #expect(pass("await f()") == "try _martletAwait({ await f() })")
  }

  @Test func onlyTheRightOfAnAssignmentIsWrapped() {
    #expect(pass("a = await f()") == "a =  try _martletAwait({ await f() })")
  }

  @Test func compoundStatementsAreWrappedWhole() {
    let text = pass("for await i in s {\n  print(i)\n}")
    #expect(text == "try _martletAwait { () async throws -> Void in for await i in s {\n  print(i)\n} }")
  }

  @Test(arguments: [
    "f { await g() }", "func f() async { await g() }", "struct S { func f() async { await g() } }",
    "var a: Int { get async { await g() } }", "let t = Task { await g() }", "\"await\"", "let a = 1 // await",
    "actor A { func f() async { await g() } }", "let f = { () async in await g() }",
  ])
  func whatBelongsToAFunctionStays(cell: String) {
    #expect(pass(cell) == cell)
  }

  @Test(arguments: [
    "extension Int { func f() async { await g() } }", "protocol P { func f() async }",
    "struct S { init() async { await g() } }", "extension Int { init(_ s: String) async { await g() } }",
  ])
  func membersOfTypesStay(cell: String) {
    #expect(pass(cell) == cell)
  }

  @Test func guardsWrapTheirConditionsOnly() {
    let text = pass("guard let a = await f() else { fatalError() }")
    #expect(text == "guard let a = try _martletAwait({ await f() }) else { fatalError() }")
  }

  @Test func severalBindingsAreWrappedOneByOne() {
    #expect(
      pass("let a = await f(), b = 2, c = try await g()")
        == "let a = try _martletAwait({ await f() }), b = 2, c = try _martletAwait({ try await g() })")
  }

  @Test func linesAreKept() {
    let cell = "let a = await f(\n  1,\n  2\n)\nif true {\n  await g()\n}\n"
    #expect(pass(cell).split(separator: "\n", omittingEmptySubsequences: false).count == 8)
  }
}

@Suite struct AsyncLetPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: AsyncLetPass()) }

  @Test func theBindingBecomesATaskAndItsUsesTheValue() {
    #expect(
      pass("async let a = f()\nawait a + 1") == "      let a = Task { await (f()) }\nawait a._martletValue + 1")
  }

  @Test func aUseUnderTryMakesTheTaskThrow() {
    #expect(pass("async let a = f()\ntry await a") == "      let a = Task { try await (f()) }\ntry await a.value")
  }

  @Test func theTypeMovesToTheValue() {
    let text = pass("async let a: Double = f()\nawait a")
    #expect(text.contains("f()) as Double }"))
    #expect(!text.contains(": Double"))
  }

  @Test func partsOfATupleArePartsOfItsTask() {
    #expect(
      pass("async let (a, (b, _)) = f()\nawait (a, b)")
        == "      let __async_a_b = Task { await (f()) }\n"
        + "await (__async_a_b._martletValue.0, __async_a_b._martletValue.1.0)")
  }

  @Test func usesInLaterCellsTakeTheValue() throws {
    let session = try CompilingSession()
    session.run("func f() async throws -> Int { 1 }")
    session.run("async let a = Task { 5 }.value, b = f()\nasync let (c, d) = (1, \"x\")")
    session.run("let x: Int = await a, y: Int = try await b + a, z: String = await d")
    session.run("func g() async throws -> [Int] { try await [a, b, c] }")
  }

  @Test func otherNamesStay() {
    let text = pass("async let a = f()\nlet r = await (a, b.a)")
    #expect(text.hasSuffix("await (a._martletValue, b.a)"))
  }

  @Test func aLocalAsyncLetStays() {
    let cell = "func f() async { async let a = g()\n await a }"
    #expect(pass(cell) == cell)
  }
}

@Suite struct GuardPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: GuardPass()) }

  @Test func whatAGuardBindsBecomesAVariable() {
    #expect(
      pass("guard let a = f() else { fatalError() }")
        == "guard let __guard_a = f() else { fatalError() }; let a = __guard_a")
  }

  @Test func theShortFormReadsTheOuterName() {
    #expect(pass("guard let a else { exit(1) }") == "guard let __guard_a = a else { exit(1) }; let a = __guard_a")
  }

  @Test func laterConditionsReadTheNewName() {
    #expect(
      pass("guard let a = f(), let b = a.b, a > 0 else { exit(1) }")
        .hasPrefix("guard let __guard_a = f(), let __guard_b = __guard_a.b, __guard_a > 0 else"))
  }

  @Test func variablesStayVariable() {
    #expect(pass("guard var a = f() else { exit(1) }").hasSuffix("; var a = __guard_a"))
  }

  @Test func patternsBindTheirNames() {
    #expect(
      pass("guard case .some(let a) = f() else { exit(1) }")
        == "guard case .some(let __guard_a) = f() else { exit(1) }; let a = __guard_a")
  }

  @Test func plainConditionsStay() {
    let cell = "guard a > 1 else { exit(1) }"
    #expect(pass(cell) == cell)
  }
}

@Suite struct OldNamePassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: OldNamePass(), oldNames: ["x": "Cell_1"]) }

  @Test func theRightSideMeansTheEarlierCell() {
    #expect(pass("let x = x + 1") == "let x = Cell_1.x + 1")
    #expect(pass("print(x)\nlet x = 2\nprint(x)") == "print(Cell_1.x)\nlet x = 2\nprint(x)")
  }

  @Test func membersStay() {
    #expect(pass("let x = p.x + x") == "let x = p.x + Cell_1.x")
  }

  @Test func namesThatAreNotDeclaredAgainStay() {
    #expect(pass("let y = x") == "let y = x")
  }
}
