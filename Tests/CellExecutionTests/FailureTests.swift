// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Testing

/// Cells that fail, and what remains.
@Suite struct FailureTests {
  /// The statement that fails, the error's name, a part of its text.
  static let traps: [(String, String, String)] = [
    ("_ = [1, 2][kept.count + 5]", "FatalError", "Index out of range"),
    ("let o = Int(\"x\")!; print(o)", "FatalError", "nexpectedly found nil"),
    ("let m = Int.max - kept.count; print(m + 5)", "FatalError", "overflow"),
    ("let z = kept.count - kept.count; print(1 / z)", "FatalError", "Division by zero"),
    ("let a: Any = kept; print(a as! String)", "FatalError", "Could not cast value of type"),
    ("fatalError(\"my own words\")", "FatalError", "my own words"),
    ("precondition(kept.isEmpty, \"must be empty\")", "FatalError", "must be empty"),
    ("preconditionFailure(\"not here\")", "FatalError", "not here"),
    ("assert(kept.isEmpty, \"asserted\")", "FatalError", "asserted"),
    ("print(UnsafePointer<Int>(bitPattern: 8)!.pointee)", "FatalError", "Null pointer"),
    (
      "func endless(_ n: Int) -> Int { n == kept.count - 100 ? 0 : endless(n + 1) + 1 }; print(endless(0))",
      "StackOverflow", "Stack overflow"
    ),
    ("abort()", "FatalError", "abort() was called"),
    ("raise(SIGSEGV)", "FatalError", "memory"),
    ("_ = UInt8(exactly: 300)!", "FatalError", "nexpectedly found nil"),
    ("print(UInt8(kept.count + 300))", "FatalError", "Not enough bits"),
    ("print(Array(kept[3...]), kept[2 ..< 1 + kept.count - 3])", "FatalError", "ange"),
    ("print([\"a\": 1][\"b\"]!)", "FatalError", "nexpectedly found nil"),
    ("try! { throw CancellationError() }()", "FatalError", "CancellationError"),
    ("unowned let gone = NSObject(); print(gone)", "FatalError", "unowned reference"),
  ]

  @Test func everyTrapEndsTheCellAndLeavesTheRest() throws {
    let notebook = try Notebook()
    notebook.run("import Foundation\nvar kept = [1, 2]\nvar changed = 0")
    for (index, (statement, name, part)) in Self.traps.enumerated() {
      let run = notebook.run("changed = \(index + 1)\n\n\(statement)\nchanged = -1")
      let error = try #require(run.error, "\(statement)")
      #expect(error.name == name, "\(statement): \(error.name): \(error.value)")
      #expect(error.value.contains(part), "\(statement): \(error.value)")
      #expect(error.value.contains("line 3"), "\(statement): \(error.value)")
      #expect(!run.traceback.contains("Cell_") && !run.traceback.contains("martlet"), "\(run.traceback)")
      #expect(notebook.value("(kept, changed)") == "([1, 2], \(index + 1))", "\(statement)")
    }
  }

  @Test func aTrapInAFunctionOfAnEarlierCellNamesBothPlaces() throws {
    let notebook = try Notebook()
    notebook.run("@inline(never) func pick(_ i: Int) -> Int {\n  let all = [1, 2, 3]\n  return all[i]\n}")
    let run = notebook.run("let a = 1\n\nprint(pick(a + 5))")
    #expect(run.error?.value.contains("cell 1, line 3") == true, "\(String(describing: run.error?.value))")
    #expect(run.traceback.contains("Cell 1, line 3, in pick"), "\(run.traceback)")
    #expect(run.traceback.contains("Cell 2, line 3"), "\(run.traceback)")
    #expect(run.traceback.contains("return all[i]"))
  }

  @Test func aThrownErrorEndsTheCell() throws {
    let notebook = try Notebook()
    notebook.run(
      "struct Oops: Error, CustomStringConvertible { var description: String { \"it went\\nwrong\" } }\nvar n = 1")
    let run = notebook.run("n = 2\nthrow Oops()")
    #expect(run.error?.name == "Oops")
    #expect(run.error?.value.hasPrefix("it went\nwrong") == true)
    #expect(run.error?.value.contains("line 2") == true)
    #expect(notebook.value("n") == "2")
    let other = notebook.run("func f() throws -> Int { throw CancellationError() }\nlet a = try f()")
    #expect(other.error?.name == "CancellationError")
    #expect(other.error?.value.contains("line 1") == true, "where it was thrown: \(other.traceback)")
    let awaited = notebook.run("func g() async throws -> Int { throw Oops() }\n\nlet b = try await g()")
    #expect(awaited.error?.name == "Oops")
    #expect(awaited.error?.value.contains("line 3") == true)
  }

  @Test func variablesThatGotNoValueAreUnknown() throws {
    let notebook = try Notebook()
    let cell = "let a = 1\nlet b = Int(\"x\")!\nlet c = 3\nfunc useC() -> Int { c }"
    let failed = notebook.run(cell)
    #expect(failed.traceback.contains("'b', 'c' got no values"), "\(failed.traceback)")
    #expect(notebook.value("a") == "1")
    let use = notebook.run("b + 1")
    #expect(use.error?.value.contains("'b' has no value: cell 1 stopped before it was computed") == true)
    #expect(notebook.run("useC()").error?.value.contains("'useC' cannot be used: it uses 'c'") == true)
    notebook.run("let b = 5")
    #expect(notebook.value("a + b") == "6")
  }

  @Test func aFailedRerunLeavesOnlyWhatItMade() throws {
    let notebook = try Notebook()
    notebook.run("var trip = false\nfunc check() { if trip { fatalError(\"tripped\") } }")
    let cell = "var first = 1\ncheck()\nvar second = 2"
    notebook.run(cell)
    notebook.run("trip = true; first = 10; second = 20")
    #expect(notebook.run(cell).error?.value.contains("tripped") == true)
    #expect(notebook.value("first") == "1")
    #expect(notebook.value("second") == "20", "the run did not come so far")
    notebook.run("trip = false")
    #expect(notebook.run(cell).error == nil)
    #expect(notebook.value("first + second") == "3")
  }

  @Test func nothingRanOfACellThatDoesNotCompile() throws {
    let notebook = try Notebook()
    notebook.run("var n = 1")
    let run = notebook.run("n = 2\nprint(\"ran\")\nlet a: Int = \"text\"")
    #expect(run.error?.name == "CompileError")
    #expect(run.error?.value == "cannot convert value of type 'String' to specified type 'Int' (line 3)")
    #expect(run.traceback.contains("3 │ let a: Int = \"text\""))
    #expect(run.out.isEmpty && run.err.isEmpty)
    #expect(notebook.value("n") == "1")
    let syntax = notebook.run("let = 3")
    #expect(syntax.error?.name == "CompileError" && syntax.error?.value.contains("line 1") == true)
  }

  @Test func exitEndsTheCellOnly() throws {
    let notebook = try Notebook()
    notebook.run("import Foundation\nvar n = 5")
    let run = notebook.run("n += 1\nexit(3)")
    #expect(run.error?.name == "Exit")
    #expect(run.error?.value.contains("exit(3)") == true)
    #expect(run.error?.value.contains("line 2") == true, "\(run.traceback)")
    #expect(notebook.value("n") == "6")
  }

  @Test func aTrapOnABackgroundThreadEndsTheCell() throws {
    let notebook = try Notebook()
    notebook.run("import Dispatch\nlet numbers = [1]\nlet gate = DispatchSemaphore(value: 0)")
    let run = notebook.run("DispatchQueue.global().async { print(numbers[7]); gate.signal() }\ngate.wait()")
    #expect(run.error?.value.contains("Index out of range") == true, "\(String(describing: run.error?.value))")
    #expect(run.error?.value.contains("background") == true)
    #expect(run.error?.value.contains("line 1") == true)
    #expect(notebook.value("numbers") == "[1]")
    let task = notebook.run("await Task.detached { fatalError(\"in a task\") }.value")
    #expect(task.error?.value.contains("in a task") == true, "\(String(describing: task.error?.value))")
    #expect(notebook.value("numbers.count") == "1")
  }

  @Test func aTrapInATaskThatTheCellAwaitsEndsTheCell() throws {
    let notebook = try Notebook()
    notebook.run("var n = 1\nfunc fail() async -> Int { n = 2; return [1][n] }")
    let run = notebook.run("let r = await fail()")
    #expect(run.error?.value.contains("Index out of range") == true)
    #expect(run.error?.value.contains("cell 1, line 2") == true, "\(String(describing: run.error?.value))")
    #expect(notebook.value("n") == "2")
  }
}
