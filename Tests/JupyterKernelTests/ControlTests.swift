// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing

@Suite(.serialized) struct ControlTests {
  @Test("Control answers while a cell runs, with busy and idle of its own", arguments: TestTransport.allCases)
  func kernelInfoWhileRunning(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.send(ExecuteRequest(code: "wait"))
      #expect(kernel.interpreter.untilWaiting())
      let info = try kernel.client.perform(KernelInfoRequest(), on: .control)
      #expect(info.trace == "busy idle")
      #expect(try info.reply.reply(as: KernelInfoReply.self).implementation == "echo-kernel")

      let interrupt = try kernel.client.perform(InterruptRequest(), on: .control)
      #expect(interrupt.reply.contentBytes == Array(#"{"status":"ok"}"#.utf8))
      #expect(interrupt.trace == "busy idle")
      #expect(try kernel.client.exchange(cell).executeReply.outcome.error?.name == "Interrupted")
    }
  }

  @Test("The last status seen is busy for as long as a cell runs", arguments: TestTransport.allCases)
  func statusWhileRunning(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.send(ExecuteRequest(code: "wait"))
      #expect(kernel.interpreter.untilWaiting())
      let info = try kernel.client.perform(KernelInfoRequest(), on: .control)
      #expect(info.outputs.last?.executionState == .idle)
      let next = try kernel.client.next(on: .iopub) { $0.executionState != nil && $0.type == "status" }
      #expect(next.executionState == .busy && next.parentHeader?.id == cell.header.id)
      try kernel.client.send(InterruptRequest(), on: .control)
      _ = try kernel.client.reply(to: cell)
    }
  }

  @Test("Questions on shell are answered while a cell runs", arguments: TestTransport.allCases)
  func queriesWhileRunning(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.send(ExecuteRequest(code: "wait"))
      #expect(kernel.interpreter.untilWaiting())
      #expect(try kernel.client.perform(CompleteRequest(code: "pr", cursor: 2)).trace == "busy idle")
      #expect(try kernel.client.perform(InspectRequest(code: "print", cursor: 1)).trace == "busy idle")
      #expect(try kernel.client.perform(HistoryRequest(.tail(n: 1))).trace == "busy idle")
      #expect(try kernel.client.perform(KernelInfoRequest()).trace == "busy idle")
      try kernel.client.send(InterruptRequest(), on: .control)
      _ = try kernel.client.exchange(cell)
    }
  }

  @Test("Nothing is interrupted when no cell runs", arguments: TestTransport.allCases)
  func interruptIdle(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let interrupt = try kernel.client.perform(InterruptRequest(), on: .control)
      #expect(try interrupt.reply.reply(as: InterruptReply.self).status == .ok)
      #expect(try kernel.client.execute("print a").text == "a\n")
    }
  }

  @Test(
    "Shutdown is answered and told to all before the kernel ends",
    arguments: TestTransport.allCases, [Channel.control, .shell])
  func shutdown(transport: TestTransport, channel: Channel) throws {
    try withKernel(transport) { kernel in
      let end = try kernel.client.perform(ShutdownRequest(restart: true), on: channel)
      #expect(try end.reply.reply(as: ShutdownReply.self).restart)
      #expect(end.trace == "busy shutdown_reply idle")
      #expect(kernel.untilEnd())
      #expect(kernel.interpreter.shutdowns == [true])
    }
  }

  @Test("Shutdown ends a cell that runs, and answers those that wait", arguments: TestTransport.allCases)
  func shutdownWhileRunning(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let running = try kernel.client.send(ExecuteRequest(code: "wait", stopOnError: false))
      #expect(kernel.interpreter.untilWaiting())
      let waiting = try kernel.client.send(ExecuteRequest(code: "print never", stopOnError: false))
      // Answered at once, so the cell above has reached the queue.
      _ = try kernel.client.perform(KernelInfoRequest())
      let end = try kernel.client.perform(ShutdownRequest(restart: false), on: .control)
      #expect(try end.reply.reply(as: ShutdownReply.self).status == .ok)
      #expect(try kernel.client.exchange(running).executeReply.outcome.error?.name == "Interrupted")
      let dropped = try kernel.client.reply(to: waiting).content(as: ExecuteReply.self)
      #expect(dropped.outcome.error?.name == "ExecutionAborted")
      #expect(kernel.untilEnd())
      #expect(kernel.interpreter.shutdowns == [false])
    }
  }
}
