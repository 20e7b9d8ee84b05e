// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Testing

/// What a program that is not a worker sees of displays: this test process is one.
@Suite(.serialized) struct DisplayTests {
  /// What `body` writes to standard output.
  private func output(of body: () -> Void) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("display-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    fflush(nil)
    let saved = dup(1)
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    dup2(descriptor, 1)
    body()
    fflush(nil)
    dup2(saved, 1)
    close(saved)
    close(descriptor)
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test func outsideAWorkerADisplayPrintsItsText() throws {
    let text = try output {
      let handle = display("shown ✓")
      handle.update(HTML("<b>updated</b>"))
    }
    #expect(text.contains("\"shown ✓\"\nupdated\n"), "\(text)")
  }

  @Test func everyDisplayHasItsOwnName() {
    let names = Set((0..<100).map { _ in display(MIMEBundle()).id })
    #expect(names.count == 100)
    #expect(names.allSatisfy { $0.count == 32 })
  }

  @Test func aResultOfVoidIsNotShown() throws {
    let text = try output {
      _martletResult(())
      _martletResult(Optional(()))
      _martletResult(7654)
    }
    #expect(text.contains("7654\n"))
    #expect(!text.contains("()"))
  }

  @Test func outsideAWorkerNothingInterrupts() {
    #expect(!Interrupt.isRequested)
    Interrupt.check()
    clearOutput()
  }

  @Test func awaitingBlocksUntilTheTaskHasEnded() throws {
    struct Failure: Error, Equatable {}
    let sum = _martletAwait { () async -> Int in
      async let first = 20
      async let second = 22
      await Task.yield()
      return await first + second
    }
    #expect(sum == 42)
    #expect(throws: Failure.self) { try _martletAwait { () async throws in throw Failure() } }
    let group = _martletAwait { () async -> Int in
      await withTaskGroup(of: Int.self) { group in
        for value in 0..<100 { group.addTask { value } }
        return await group.reduce(0, +)
      }
    }
    #expect(group == 4950)
  }
}
