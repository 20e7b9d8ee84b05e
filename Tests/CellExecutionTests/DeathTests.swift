// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Testing

/// The worker's death, and what can be had back.
@Suite struct DeathTests {
  @Test func theSessionIsRestoredFromCompiledCells() throws {
    let notebook = try Notebook()
    notebook.run("import Foundation\nvar n = 1\nstruct P { var x = 1 }")
    notebook.run("let p = P(x: 7)\nfunc total() -> Int { n + p.x }")
    notebook.run("n = 5")
    let died = notebook.run("kill(getpid(), SIGKILL)\nsleep(100)")
    #expect(died.error?.name == "WorkerDied")
    #expect(died.error?.value.contains("SIGKILL") == true)
    #expect(died.traceback.contains("Lost: P, n, p, total"), "\(died.traceback)")
    #expect(died.traceback.contains("%restore"))

    #expect(notebook.value("1 + 1") == "2", "the next cell works")
    let missing = notebook.run("total()")
    #expect(missing.traceback.contains("lost when the worker stopped; %restore brings it back"), "\(missing.traceback)")

    let restored = notebook.run("%restore")
    #expect(restored.error == nil, "\(restored.traceback)")
    #expect(restored.out.contains("Restored from compiled cells"))
    #expect(notebook.value("total()") == "12")
    #expect(notebook.run("%restore").out.contains("nothing to restore"))
  }

  @Test func dyingOftenKeepsEverythingRestorable() throws {
    let notebook = try Notebook()
    notebook.run("import Foundation\nlet a = 1")
    #expect(notebook.run("_exit(4)").error?.value.contains("code 4") == true)
    notebook.run("let b = 2")
    #expect(notebook.run("_exit(5)").error?.name == "WorkerDied")
    #expect(notebook.run("%restore").error == nil)
    #expect(notebook.value("a + b") == "3")
  }

  @Test func aWorkerThatDiesBetweenCellsIsNoticed() throws {
    let notebook = try Notebook()
    notebook.run(
      """
      import Foundation
      let a = 1
      func dieSoon() { Thread.detachNewThread { usleep(100_000); kill(getpid(), SIGKILL) } }
      """
    )
    let pid = Int32(try #require(notebook.integer("getpid()")))
    notebook.run("dieSoon()")
    while kill(pid, 0) == 0 { usleep(10_000) }
    let next = notebook.run("a")
    #expect(next.error?.name == "WorkerDied")
    #expect(next.traceback.contains("Lost:"))
    #expect(notebook.value("2") == "2")
  }

  @Test func aRunawayCellEndsBeforeTheMachineDoes() throws {
    let notebook = try Notebook(environment: ["MARTLET_MEMORY_LIMIT": "700M"])
    notebook.run("var kept = 1")
    let run = notebook.run(
      "kept = 2\nvar all: [[Int]] = []\nwhile true { all.append([Int](repeating: 1, count: 1 << 18)) }")
    #expect(run.error?.name == "OutOfMemory", "\(String(describing: run.error))")
    #expect(notebook.value("kept") == "2")
    #expect(notebook.value("all = []; all.count") == "0")
  }

  @Test func aTrapOnTheMainThreadIsToldAsADeath() throws {
    let notebook = try Notebook()
    notebook.run("@MainActor func fail() { fatalError(\"on main\") }\nlet a = 1")
    let run = notebook.run("await fail()")
    #expect(run.error != nil)
    #expect(notebook.value("1 + 1") == "2")
  }
}
