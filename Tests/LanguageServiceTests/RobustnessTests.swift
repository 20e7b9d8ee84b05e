// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import LanguageService
import Testing

@Suite struct RobustnessTests {
  private let session: Session

  init() throws { session = try Session.shared.get() }

  struct Odd: CustomTestStringConvertible, Sendable {
    var code: String
    init(_ code: String) { self.code = code }
    var testDescription: String { String(code.debugDescription.prefix(30)) }
  }

  private static let odd: [Odd] = [

    "", "\"abc", "\"\"\"\nabc \\(", "#\"\\#(", "let s = \"" + String(repeating: "x", count: 100_000) + "\"",
    "a\0b\0", "\0", "\u{FFFD}\u{1F1E9}\u{1F1EA}", "\r\n\r\n", "/* /* */", String(repeating: "}", count: 1000),
    "import", "@", "#", "`", "\\", ".", "...",
  ].map(Odd.init)

  @Test(arguments: odd) func `Odd code does not disturb the server`(odd: Odd) throws {
    let code = odd.code
    let before = session.client.processID
    for cursor in [0, code.unicodeScalars.count / 2, code.unicodeScalars.count] {
      _ = session.client.complete(session.context, code: code, cursor: cursor)
      _ = session.client.inspect(session.context, code: code, cursor: cursor)
    }
    #expect(session.client.processID == before)
    #expect(session.complete("origin.no|").texts == ["norm"])
  }

  @Test(arguments: [-5, 1_000_000]) func `A cursor outside the code is brought into it`(cursor: Int) {
    let found = session.client.complete(session.context, code: "origin.no", cursor: cursor)
    #expect(found.replacing == (cursor < 0 ? 0..<0 : 7..<9))
  }

  @Test func `Code that crashes the compiler costs one answer`() throws {
    let client = Session.client()
    defer { client.stop() }
    #expect(client.complete(Session.alone, code: "pri", cursor: 3).texts.contains("print"))
    let first = try #require(client.processID)
    let code = "let a = " + String(repeating: "1 + ", count: 50_000) + "pri"
    #expect(client.complete(Session.alone, code: code, cursor: code.count).items.isEmpty)
    guard case .serverDied = client.lastProblem else {
      Issue.record("the server did not die but: \(String(describing: client.lastProblem))")
      return
    }
    #expect(client.complete(Session.alone, code: "pri", cursor: 3).texts.contains("print"))
    #expect(client.lastProblem == nil)
    #expect(client.processID != first)
  }

  @Test func `A killed server is started again`() throws {
    let client = Session.client()
    defer { client.stop() }
    _ = client.complete(Session.alone, code: "pri", cursor: 3)
    let first = try #require(client.processID)
    kill(first, SIGKILL)
    // The death is noticed by the next request, which is lost, or by the one after it.
    _ = client.complete(Session.alone, code: "pri", cursor: 3)
    #expect(client.complete(Session.alone, code: "pri", cursor: 3).texts.contains("print"))
    #expect(client.processID != first)
  }

  @Test func `A server that hangs is ended and the caller goes on`() throws {
    let problems = Problems()
    let client = LanguageClient(
      executable: URL(fileURLWithPath: "/bin/sleep"), arguments: ["1000"], timeout: 60, loadTimeout: 0.05,
      onProblem: { problems.add($0) })
    defer { client.stop() }
    #expect(client.complete(Session.alone, code: "pri", cursor: 2) == CellCompletions(items: [], replacing: 2..<2))
    #expect(problems.all == [.timedOut(seconds: 0.05)])
  }

  @Test func `A caller does not wait for a server that is still loading`() {
    let client = LanguageClient(
      executable: URL(fileURLWithPath: "/bin/sleep"), arguments: ["1000"], timeout: 0.05, loadTimeout: 60)
    defer { client.stop() }
    #expect(client.inspect(Session.alone, code: "pri", cursor: 2) == nil)
    #expect(client.lastProblem == .notReady(seconds: 0.25))
  }

  @Test func `A program that cannot be started is named`() {
    let client = LanguageClient(executable: URL(fileURLWithPath: "/nowhere/martlet"), arguments: [], timeout: 60)
    #expect(client.complete(Session.alone, code: "pri", cursor: 3).items.isEmpty)
    #expect(
      client.lastProblem?.description
        == "cannot start the language server /nowhere/martlet: No such file or directory")
  }

  @Test func `Without a toolchain there are no completions and a clear reason`() {
    let client = Session.client(environment: ["PATH": "/usr/bin", "SWIFT_TOOLCHAIN": "/nowhere"])
    defer { client.stop() }
    #expect(client.complete(Session.alone, code: "pri", cursor: 3).items.isEmpty)
    #expect(
      client.lastProblem
        == .toolchainNotFound(
          searched: ["/nowhere/usr/lib/libsourcekitdInProc.so", "/nowhere/lib/libsourcekitdInProc.so"]))
    #expect(client.lastProblem?.description.contains("SWIFT_TOOLCHAIN") == true)
  }

  @Test(arguments: [false, true]) func `Cancelling and stopping free the callers that wait`(stops: Bool) async {
    let client = LanguageClient(
      executable: URL(fileURLWithPath: "/bin/sleep"), arguments: ["1000"], timeout: 600, loadTimeout: 600)
    async let answer = onThread { client.complete(Session.alone, code: "pri", cursor: 3) }
    while client.processID == nil { await Task.yield() }
    if stops { client.stop() } else { client.cancel() }
    #expect(await answer.items.isEmpty)
    #expect(client.lastProblem == nil)
    client.stop()
    #expect(client.complete(Session.alone, code: "pri", cursor: 3).items.isEmpty)
  }

  @Test func `Many threads may ask at once`() async {
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<16 {
        group.addTask { [session] in
          await onThread {
            index.isMultiple(of: 2)
              ? session.complete("origin.no|").texts == ["norm"]
              : session.inspect("origin.no|rm()")?.location == "Cell 1"
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `The server ends with its input`() {
    let nothing = open("/dev/null", O_RDWR)
    LanguageServer.run(inputFD: nothing, outputFD: nothing)
    close(nothing)
  }
}

/// Runs blocking work on a thread of its own: the concurrency pool may have only one.
private func onThread<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

/// Collects what `onProblem` is told.
private final class Problems: @unchecked Sendable {
  private let lock = NSLock()
  private var problems: [LanguageServiceError] = []

  func add(_ problem: LanguageServiceError) { lock.withLock { problems.append(problem) } }
  var all: [LanguageServiceError] { lock.withLock { problems } }
}
