// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Foundation
import Testing

@Suite struct ToolchainTests {
  @Test func theToolchainInThePathIsFound() throws {
    let toolchain = try Toolchain.find()
    for tool in [toolchain.frontend, toolchain.linker, toolchain.symbolizer] {
      #expect(FileManager.default.isExecutableFile(atPath: tool), "\(tool)")
    }
    #expect(toolchain.version.wholeMatch(of: /\d+\.\d+(\.\d+)?/) != nil)
  }

  @Test func theVariableNamesTheToolchainOrItsUsr() throws {
    let root = try Toolchain.find().root
    #expect(try Toolchain.find(environment: ["SWIFT_TOOLCHAIN": root]).root == root)
    let parent = (root as NSString).deletingLastPathComponent
    if (root as NSString).lastPathComponent == "usr" {
      #expect(try Toolchain.find(environment: ["SWIFT_TOOLCHAIN": parent]).root == root)
    }
  }

  @Test func aWrongVariableIsAnErrorThatNamesTheFolder() {
    do {
      _ = try Toolchain.find(environment: ["SWIFT_TOOLCHAIN": "/nowhere", "PATH": "/usr/bin"])
      Issue.record("found a toolchain in /nowhere")
    } catch {
      #expect(error.description.contains("/nowhere"))
      #expect(error.description.contains("SWIFT_TOOLCHAIN"))
    }
  }

  @Test func anEmptyPathIsAnErrorThatSaysWhatToInstall() {
    #expect(throws: Toolchain.NotFound.self) { try Toolchain.find(environment: ["PATH": "/nowhere:"]) }
    #expect(throws: Toolchain.NotFound.self) { try Toolchain.find(environment: [:]) }
    #expect(Toolchain.NotFound.notInPath.description.contains("SWIFT_TOOLCHAIN"))
  }
}

@Suite struct AutolinkEntriesTests {
  @Test func whatIsNoObjectHasNone() throws {
    #expect(AutolinkEntries.read(from: "/nowhere.o").isEmpty)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("autolink-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    for bytes in [Data(), Data([0x7f, 0x45, 0x4c, 0x46]), Data(repeating: 0xff, count: 4096), Data("text".utf8)] {
      try bytes.write(to: file)
      #expect(AutolinkEntries.read(from: file.path).isEmpty)
    }
  }

  @Test func librariesOfImportedModulesAreFound() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("autolink-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("a.swift")
    try Data("import Foundation\npublic func f() -> Date { Date() }".utf8).write(to: source)
    let object = folder.appendingPathComponent("a.o").path
    let outcome = Subprocess.run(
      try Toolchain.find().frontend,
      ["-c", "-primary-file", source.path, "-parse-as-library", "-module-name", "A", "-o", object])
    #expect(outcome.succeeded, "\(outcome.output)")
    let entries = AutolinkEntries.read(from: object)
    #expect(entries.contains("-lFoundation"))
    #expect(entries.contains("-lswiftCore"))
    #expect(entries.allSatisfy { $0.hasPrefix("-l") || $0.hasPrefix("-L") })
  }
}

@Suite struct SubprocessTests {
  @Test func outputOfBothStreamsAndTheCodeComeBack() {
    let outcome = Subprocess.run("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"])
    #expect(outcome.output == "out\nerr\n")
    #expect(outcome.status == 3)
    #expect(!outcome.succeeded)
    #expect(Subprocess.run("/bin/true", []).succeeded)
  }

  @Test func aSignalIsANegativeStatus() {
    #expect(Subprocess.run("/bin/sh", ["-c", "kill -SEGV $$"]).status == -SIGSEGV)
  }

  @Test func muchOutputDoesNotBlock() {
    let outcome = Subprocess.run("/bin/sh", ["-c", "head -c 3000000 /dev/zero | tr '\\0' x"])
    #expect(outcome.output.utf8.count == 3_000_000)
  }

  @Test func standardInputIsEmpty() {
    #expect(Subprocess.run("/bin/cat", []).output == "")
  }

  @Test func aProgramThatIsNotThereIsNamed() {
    let outcome = Subprocess.run("/nowhere/program", [])
    #expect(outcome.status == -1)
    #expect(outcome.output.contains("/nowhere/program"))
  }

  @Test func anotherThreadCanEndIt() async {
    let cancellation = Subprocess.Cancellation()
    let run = Task.detached { Subprocess.run("/bin/sleep", ["600"], cancellation: cancellation) }
    cancellation.cancel()
    #expect(await run.value.status == -SIGKILL)
  }

  @Test func whatIsCancelledBeforehandEndsAtOnce() {
    let cancellation = Subprocess.Cancellation()
    cancellation.cancel()
    #expect(Subprocess.run("/bin/sleep", ["600"], cancellation: cancellation).status == -SIGKILL)
  }
}
