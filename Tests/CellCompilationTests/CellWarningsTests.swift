// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

/// What the compiler warns of in cells that compile.
@Suite struct CellWarningsTests {
  private func warnings(_ cells: String...) throws -> [CellDiagnostic] {
    let session = try CompilingSession()
    for cell in cells.dropLast() { session.run(cell) }
    guard case .module(let module, _) = session.outcome(cells[cells.count - 1]) else {
      Issue.record("does not compile: \(cells)")
      return []
    }
    return module.warnings
  }

  @Test(arguments: [
    ("let a = 1\nfunc f() {\n  var b = 2\n}", 3, "'b' was never used"), ("1 + 1\nlet c = 2", 1, "is unused"),
    ("print(1)\n#warning(\"mine\")", 2, "mine"),
    ("@available(*, deprecated, message: \"use g\") func f() {}\n\nf()", 3, "use g"),
    ("let d: Int? = 1\nprint(\"\\(d)\")", 2, "debug description"),
    ("let e = 1 as Int\nif e is Int { }", 2, "always true"),
  ])
  func theUsersOwnTextIsWarnedOf(cell: String, line: Int, part: String) throws {
    let found = try warnings(cell)
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.line == line && found.first?.message.contains(part) == true, "\(found)")
    #expect(found.first?.message.contains("[#") == false)
  }

  @Test(arguments: [
    ["func f() -> Int { 1 }", "f()"], ["5;", "1 + 1; let hidden = 2"], ["func f() {}", "f()"],
    ["func f() -> Int? { nil }", "f()"],
    ["func f() async -> Int { 1 }", "let x = await f()"], ["func f() async {}", "await f()"],
    ["struct V {}", "extension V: CustomStringConvertible { var description: String { \"\" } }"],
    ["extension Int: @retroactive Error {}", "while true { print(1) }"],
    ["let a: Int? = 1", "guard let a else { fatalError() }"],
    ["var v = 1", "func f() { v += 1 }", "Task { f() }"], ["async let a = 5", "await a"],
    ["#if os(Linux)\nlet p = 1\n#endif", "p"],
  ])
  func whatOnlyGeneratedCodeOrALibraryNeedsIsNot(cells: [String]) throws {
    let session = try CompilingSession()
    for cell in cells {
      guard case .module(let module, _) = session.outcome(cell) else {
        Issue.record("does not compile: \(cell)")
        return
      }
      #expect(module.warnings.isEmpty, "\(cell): \(module.warnings)")
      session.run(cell)
    }
  }

  @Test func theTextShowsTheLinesAndCountsTheRest() throws {
    let cell = "func f() {\n" + (0..<12).map { "  let x\($0) = 1\n" }.joined() + "}"
    let text = CellWarnings.text(try warnings(cell), of: cell)
    #expect(text.hasPrefix("Warning (line 2): "))
    #expect(text.contains("let x9 = 1") && !text.contains("let x10 = 1"))
    #expect(text.hasSuffix("… and 2 more warnings\n"))
  }
}
