// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import NotebookRunner
import Testing

@Suite struct KernelClientTests {
  private func client(_ script: [String: [ScriptedKernel.Step]]) -> (KernelClient, ScriptedKernel) {
    let kernel = ScriptedKernel(script)
    return (KernelClient(kernel), kernel)
  }

  @Test func readinessGivesTheWholeKernelInfo() throws {
    let (client, _) = client([:])
    let info = try client.waitUntilReady(timeout: .seconds(5))
    #expect(info["language_info"]?["name"] == "swift")
  }

  @Test func aKernelThatDiesAtTheStartIsReportedWithItsLog() {
    final class Dead: KernelConnection {
      let session = Session()
      let log = "no such library"
      func send(_ message: Message, on channel: Channel) {}
      func nextEvent(milliseconds: Int) -> KernelEvent? { .death(reason: "exit code 1") }
      func interruptBySignal() -> Bool { false }
      func close(gracefully: Bool) {}
    }
    #expect(throws: RunError.kernelNotStarted(reason: "exit code 1\nno such library")) {
      try KernelClient(Dead()).waitUntilReady(timeout: .seconds(5))
    }
  }

  @Test func aKernelThatNeverAnswersIsGivenUp() {
    final class Mute: KernelConnection {
      let session = Session()
      let log = ""
      func send(_ message: Message, on channel: Channel) {}
      func nextEvent(milliseconds: Int) -> KernelEvent? { nil }
      func interruptBySignal() -> Bool { false }
      func close(gracefully: Bool) {}
    }
    #expect(throws: RunError.kernelNotStarted(reason: "no answer within 0 s")) {
      try KernelClient(Mute()).waitUntilReady(timeout: .milliseconds(20))
    }
  }

  @Test func executionEndsWithReplyAndIdleAndTellsTheCount() throws {
    let (client, kernel) = client(["a": [.stream("x")]])
    var types: [MessageType] = []
    let execution = try client.execute("a", cellID: "cell-1", onOutput: { types.append($0.type) })
    #expect(execution.outcome == .ok)
    #expect(execution.executionCount == 1)
    #expect(types == ["status", "execute_input", "stream", "status"])
    #expect(kernel.cellIDs == ["cell-1"])
    #expect(kernel.executed[0].allowStdin == false)
  }

  @Test func anErrorIsTheOutcome() throws {
    let (client, _) = client(["a": [.error("Oops")]])
    let execution = try client.execute("a", onOutput: { _ in })
    guard case .error(let error) = execution.outcome else {
      Issue.record("\(execution.outcome)")
      return
    }
    #expect(error.name == "Oops")
  }

  @Test func codeThatAsksForInputGetsAnError() throws {
    let (client, kernel) = client(["a": [.askForInput]])
    _ = try client.execute("a", onOutput: { _ in })
    #expect(kernel.inputReplies.map { $0.error?.name } == ["NotInteractive"])
  }

  @Test func ctrlCInterruptsTheCode() throws {
    let (client, kernel) = client(["a": [.userInterrupt, .hang]])
    let execution = try client.execute("a", onOutput: { _ in })
    #expect(execution.outcome == .interrupted)
    #expect(kernel.sentTypes.contains("interrupt_request"))
  }

  @Test func theSecondCtrlCDoesNotWait() {
    let (client, _) = client(["a": [.userInterrupt, .userInterrupt, .hangForGood]])
    #expect(throws: RunError.stoppedByUser) { try client.execute("a", onOutput: { _ in }) }
  }

  @Test func codeThatTakesTooLongIsInterrupted() throws {
    let (client, _) = client(["a": [.hang]])
    let execution = try client.execute("a", timeout: .milliseconds(10), onOutput: { _ in })
    #expect(execution.outcome == .timedOut)
  }

  @Test func theDeathOfTheKernelIsAnErrorWithTheReason() {
    let (client, _) = client(["a": [.stream("x"), .die("signal 9")]])
    #expect(throws: RunError.kernelDied(reason: "signal 9", log: "the log")) {
      try client.execute("a", onOutput: { _ in })
    }
  }

  @Test func shutdownAsksFirst() {
    let (client, kernel) = client([:])
    client.shutdown()
    #expect(kernel.sentTypes == ["shutdown_request"])
    #expect(kernel.isClosed)
  }
}
