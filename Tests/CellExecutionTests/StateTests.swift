// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Testing

/// What cells leave behind for later ones.
@Suite struct StateTests {
  @Test func cellsSeeAndChangeEarlierVariables() throws {
    let notebook = try Notebook()
    notebook.run("var n = 1\nlet names = [\"a\"]\nfunc bump(by k: Int = 1) { n += k }\nlet read = { n }")
    #expect(notebook.value("n += 1; n") == "2")
    notebook.run("bump(); bump(by: 10)")
    #expect(notebook.value("(n, read(), names)") == "(13, 13, [\"a\"])")
    #expect(notebook.value("let n = n + 1; n") == "14")
    #expect(notebook.value("read()") == "13", "the earlier cell's function uses its own variable")
  }

  @Test func aCellRunAgainHasOneCopyOfItsVariables() throws {
    let notebook = try Notebook()
    let cell = "var n = 10\nfunc get() -> Int { n }"
    notebook.run(cell)
    notebook.run("func twice() -> Int { get() * 2 + n }")
    notebook.run("n = 7")
    #expect(notebook.value("twice()") == "21")
    #expect(notebook.run(cell).error == nil)
    #expect(notebook.value("twice()") == "30")
    notebook.run("var n = 100\nfunc get() -> Int { n }")
    #expect(notebook.value("n + get()") == "200")
    notebook.run(cell)
    #expect(notebook.value("n + get()") == "20")
  }

  @Test func oldValuesAreReleasedWhenACellRunsAgain() throws {
    let notebook = try Notebook()
    notebook.run("nonisolated(unsafe) var alive = 0\nclass Thing { init() { alive += 1 }; deinit { alive -= 1 } }")
    let cell =

      """
      var a = Thing()
      let b = [Thing(), Thing()]
      let (c, d) = (Thing(), Optional(Thing()))
      guard let e = d else { fatalError() }
      """
    for _ in 0..<3 {
      #expect(notebook.run(cell).error == nil)
      #expect(notebook.value("alive") == "5")
    }
  }

  @Test func memoryStaysFlatOverReruns() throws {
    let notebook = try Notebook()
    notebook.run(
      """
      func residentMegabytes() -> Int {
        let pages = try! String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
        return Int(pages)! * 4096 >> 20
      }
      """)
    let cell = "let big = [Double](repeating: 1, count: 5_000_000)\nvar sum = big.reduce(0, +)"
    notebook.run(cell)
    let first = try #require(notebook.integer("residentMegabytes()"))
    for _ in 0..<12 { #expect(notebook.run(cell).error == nil) }
    let last = try #require(notebook.integer("residentMegabytes()"))
    // Each copy has 38 MiB; twelve leaked ones would be 458.
    #expect(last - first < 60, "\(first) MiB, then \(last)")
    #expect(notebook.value("sum") == "5000000.0")
  }

  @Test func observersAndComputedVariablesWorkAcrossCells() throws {
    let notebook = try Notebook()
    notebook.run(
      """
      var log: [String] = []
      var level = 1 { didSet { log.append("\\(oldValue)→\\(level)") } }
      var half: Double { Double(level) / 2 }
      """
    )
    notebook.run("level = 4")
    #expect(notebook.value("(log, half)") == "([\"1→4\"], 2.0)")
    notebook.run(
      """
      var log: [String] = []
      var level = 1 { didSet { log.append("\\(oldValue)→\\(level)") } }
      var half: Double { Double(level) / 2 }
      """
    )
    #expect(notebook.value("(log, level)") == "([], 1)")
  }

  @Test func typesKeepTheirIdentityAcrossCells() throws {
    let notebook = try Notebook()
    notebook.run(
      """
      protocol Shape { var area: Double { get } }
      struct Square: Shape { var side = 2.0; var area: Double { side * side } }
      """
    )
    notebook.run("let shapes: [any Shape] = [Square(), Square(side: 3)]")
    notebook.run("extension Square: CustomStringConvertible { var description: String { \"□\\(side)\" } }")
    #expect(notebook.value("shapes.compactMap { $0 as? Square }.map(\\.area)") == "[4.0, 9.0]")
    #expect(notebook.value("\"\\(shapes[1])\"") == "\"□3.0\"")
  }

  @Test func asynchronousCodeRunsAtTheTopLevel() throws {
    let notebook = try Notebook()
    notebook.run(
      """
      actor Store { var items: [Int] = []; func add(_ i: Int) { items.append(i) } }
      let store = Store()
      @MainActor var seen = 0
      """
    )
    notebook.run("func slow(_ i: Int) async throws -> Int { try await Task.sleep(for: .milliseconds(1)); return i }")
    notebook.run("for i in 0..<3 { await store.add(try await slow(i)) }")
    #expect(notebook.value("await store.items") == "[0, 1, 2]")
    #expect(notebook.value("async let a = slow(1)\nasync let b = slow(2)\nlet sum = try await a + b\nsum") == "3")
    notebook.run(
      """
      await MainActor.run { seen += 5 }
      let numbers = AsyncStream { for i in 0..<4 { $0.yield(i) }; $0.finish() }
      var total = 0
      for await n in numbers where n > 1 { total += n }
      """
    )
    #expect(notebook.value("(total, await seen)") == "(5, 5)")
    #expect(
      notebook.value(
        "await withTaskGroup(of: Int.self) { g in for i in 1...4 { g.addTask { i } }; return await g.reduce(0, +) }")
        == "10")
  }

  @Test func macrosOfTheStandardLibraryWork() throws {
    let notebook = try Notebook()
    notebook.run("import Observation\n@Observable final class Model { var n = 1 }\nlet model = Model()")
    notebook.run(
      """
      nonisolated(unsafe) var changes = 0
      withObservationTracking { _ = model.n } onChange: { changes += 1 }
      model.n = 5
      """
    )
    #expect(notebook.value("(model.n, changes)") == "(5, 1)")
  }

  @Test func userExpressionsAreValuesAndChangeNothingShown() throws {
    let notebook = try Notebook()
    notebook.run("let a = 20")
    let frontEnd = RecordingFrontEnd(answers: nil)
    guard case .ok(let data) = notebook.interpreter.evaluate(expression: "a * 2 + 2", frontEnd: frontEnd) else {
      Issue.record("no value")
      return
    }
    #expect(data.data["text/plain"]?.stringValue == "42")
    #expect(frontEnd.events.isEmpty)
    guard case .error(let error) = notebook.interpreter.evaluate(expression: "missing", frontEnd: frontEnd) else {
      Issue.record("no error")
      return
    }
    #expect(error.name == "CompileError")
    guard case .error(let trap) = notebook.interpreter.evaluate(expression: "[1][a]", frontEnd: frontEnd) else {
      Issue.record("no error")
      return
    }
    #expect(trap.value.contains("Index out of range"))
    #expect(notebook.value("a") == "20")
  }

  @Test func laterCellsTakeNoLongerToCompileBecauseOfUnrelatedOnes() throws {
    let notebook = try Notebook()
    for index in 0..<12 { notebook.run("let v\(index) = \(index)\nstruct S\(index) { var x = v\(index) }") }
    #expect(notebook.value("v11 + S0().x + S5().x") == "16")
  }

  @Test func magicsSpeakOfTheSession() throws {
    let notebook = try Notebook()
    #expect(notebook.run("%help").out.contains("%restore"))
    #expect(notebook.run("%who").out == "The session is empty.\n")
    notebook.run("let alpha = 1\nfunc beta() {}\nstruct Gamma {}")
    let listing = notebook.run("%who").out
    #expect(listing.contains(/alpha +var +cell 3/), "\(listing)")
    #expect(listing.contains(/beta +func +cell 3/), "\(listing)")
    #expect(listing.contains(/Gamma +struct +cell 3/), "\(listing)")
    #expect(notebook.run("%nothing").error?.name == "MagicError")
    #expect(notebook.run("%restore").out.contains("nothing to restore"))
    #expect(notebook.run("%reset").error == nil)
    #expect(notebook.run("alpha").error?.name == "CompileError")
    #expect(notebook.value("let alpha = 2; alpha") == "2")
  }

  @Test func emptyCellsAreFine() throws {
    let notebook = try Notebook()
    for cell in ["", "\n", "// nothing", "   "] { #expect(notebook.run(cell).error == nil) }
  }

  @Test func linesMayBeIncomplete() throws {
    let notebook = try Notebook()
    #expect(notebook.interpreter.isComplete(code: "let a = 1") == .complete)
    #expect(notebook.interpreter.isComplete(code: "func f() {") == .incomplete(indent: "  "))
    #expect(notebook.interpreter.isComplete(code: "}") == .invalid)
    #expect(notebook.interpreter.isComplete(code: "%who") == .complete)
  }

  @Test func completionSeesEarlierCells() throws {
    let notebook = try Notebook(withLanguageService: true)
    notebook.run("struct Neuron { var firingRate = 1.0 }\nlet neuron = Neuron()")
    let found = notebook.interpreter.complete(code: "neuron.fir", cursor: 10)
    #expect(found.matches.contains("firingRate"), "\(found.matches)")
    #expect(found.cursorStart == 7 && found.cursorEnd == 10)
    let text = notebook.interpreter.inspect(code: "neuron", cursor: 6, detailLevel: 0)?.data["text/plain"]?.stringValue
    #expect(text?.contains("Neuron") == true)
  }
}
