// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Testing

/// Cells that would not end; each prints `begun` and is interrupted then.
@Suite struct InterruptTests {
  static let cells = [
    "print(\"begun\"); while true {}",
    "print(\"begun\"); while true { counter &+= 1 }",
    "print(\"begun\"); sleep(1000)",
    "print(\"begun\"); Thread.sleep(forTimeInterval: 1000)",
    "print(\"begun\"); try await Task.sleep(for: .seconds(1000))",
    "print(\"begun\"); while true { print(counter); counter += 1 }",
    "print(\"begun\"); var all: [[Int]] = []; while true { all.append([counter]); if all.count > 1000 { all = [] } }",
    "print(\"begun\"); var d: [String: Int] = [:]; while true { counter += 1; d[\"k\\(counter % 5000)\"] = counter }",
    "print(\"begun\"); while true { let s = (0..<50_000).map { ($0 &* 7919) % 50_021 }.sorted(); counter += s[0] }",
    "print(\"begun\"); DispatchSemaphore(value: 0).wait()",
    """
    print("begun")
    for await _ in AsyncStream<Int>(unfolding: { try? await Task.sleep(for: .milliseconds(1)); return 1 }) {}
    """,
    "print(\"begun\"); while true { let t = \"x\".replacingOccurrences(of: \"x\", with: \"y\"); counter += t.count }",
    "func loop(_ n: Int) async { while !Task.isCancelled { await Task.yield() } }; print(\"begun\"); await loop(1)",
  ]

  @Test func everyEndlessCellStopsAndTheSessionGoesOn() throws {
    let notebook = try Notebook()
    notebook.run("import Foundation\nvar counter = 0\nvar kept = [\"state\": [1.5]]")
    for cell in Self.cells {
      let run = notebook.run("kept[\"state\"]!.append(2)\n" + cell, interruptingAt: "begun")
      let error = try #require(run.error, "\(cell)")
      #expect(
        error.name == "Interrupted" || error.name == "CancellationError", "\(cell): \(error.name): \(error.value)")
      if error.name == "WorkerDied" {
        notebook.run("import Foundation\nvar counter = 0\nvar kept = [\"state\": [1.5]]")
      }
      // The allocator, the locks of stdio and the state are sound.
      #expect(notebook.run("print(\"sound\", [Int](repeating: 1, count: 1000).count)").out == "sound 1000\n", "\(cell)")
    }
    #expect(notebook.value("kept[\"state\"]!.count") == "\(Self.cells.count + 1)")
  }

  @Test func interruptsNameTheLine() throws {
    let notebook = try Notebook()
    let run = notebook.run("var n = 0\nprint(\"begun\")\nwhile true {\n  n &+= 1\n}", interruptingAt: "begun")
    #expect(run.error?.value.contains("interrupted") == true)
    #expect(run.traceback.contains(/Cell 1, line [345]/), "\(run.traceback)")
    #expect(notebook.value("n >= 0") == "true")
  }

  @Test func waitingForInputIsInterrupted() throws {
    let notebook = try Notebook()
    notebook.run("var before = 1")
    let run = notebook.run(
      "before = 2\nprint(\"begun\")\nlet line = readLine()\nsleep(1000)", answers: [], interruptingAt: "begun")
    #expect(run.error?.name == "Interrupted")
    #expect(notebook.value("before") == "2")
  }

  @Test func anInterruptWithNothingRunningDoesNothing() throws {
    let notebook = try Notebook()
    notebook.run("var n = 1")
    notebook.interpreter.interrupt()
    #expect(notebook.value("n") == "1")
  }
}
