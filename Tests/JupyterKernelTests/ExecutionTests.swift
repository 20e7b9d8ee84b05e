// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing

@Suite(.serialized) struct ExecutionTests {
  @Test("Output comes between busy and idle, in the order of the calls", arguments: TestTransport.allCases)
  func order(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.execute("print a\ncomplain b\nshow c\nupdate d\nclear\nvalue e")
      #expect(
        cell.trace
          == "busy execute_input stream stream display_data update_display_data clear_output execute_result idle")
      let reply = try cell.executeReply
      #expect(reply.outcome.status == .ok)
      #expect(reply.executionCount == 1)
      #expect(try cell.outputs[1].content(as: ExecuteInput.self).executionCount == 1)
      #expect(try cell.outputs[2].content() == StreamContent(name: "stdout", text: "a\n"))
      #expect(try cell.outputs[3].content() == StreamContent(name: "stderr", text: "b\n"))
      #expect(try cell.outputs[5].content(as: DisplayContent.self).displayID == "shown")
      #expect(try cell.outputs[6].content() == ClearOutput(wait: true))
      let result: ExecuteResult = try cell.outputs[7].content()
      #expect(result.executionCount == 1 && result.value.data == ["text/plain": "e"])
    }
  }

  @Test("Every message carries an exact copy of the request's header", arguments: TestTransport.allCases)
  func parentHeader(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      var request = try kernel.client.session.message(ExecuteRequest(code: "print a"))
      // A member that the protocol does not know, and white space that no encoder of ours would write.
      request.headerBytes = Array(
        #"{ "msg_id":"m 1", "msg_type":"execute_request", "session":"s", "username":"", "date":"2026-01-01T00:00:00Z", "version":"5.3", "subshell_id":null }"#
          .utf8)
      request.header.id = "m 1"
      try kernel.client.link.submit(kernel.client.wire.frames(of: request), on: .shell)
      let cell = try kernel.client.exchange(request)
      for message in [cell.reply] + cell.outputs {
        #expect(message.parentHeaderBytes == request.headerBytes)
        #expect(message.header.session != request.header.session)
        #expect(message.header.version == "5.5")
      }
      let ids = ([cell.reply] + cell.outputs).map(\.header.id)
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test("A failed cell publishes one error and replies with the same", arguments: TestTransport.allCases)
  func failure(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.execute("print before\nfail on purpose")
      #expect(cell.trace == "busy execute_input stream error idle")
      let expected = ErrorContent(name: "EchoError", value: "on purpose", traceback: ["EchoError: on purpose"])
      #expect(try cell.outputs[3].content() == expected)
      let reply = try cell.executeReply
      #expect(reply.outcome.status == .error && reply.outcome.error == expected)
      #expect(reply.executionCount == 1)
    }
  }

  @Test("A silent cell runs, but nothing of it is seen, counted or remembered", arguments: TestTransport.allCases)
  func silent(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      _ = try kernel.client.execute("print counted")
      let request = ExecuteRequest(
        code: "print a\nshow b\nupdate b\nvalue c\nclear", silent: true, userExpressions: ["x": "1"])
      let cell = try kernel.client.perform(request)
      #expect(cell.trace == "busy idle")
      #expect(kernel.interpreter.cells.last?.silent == true && kernel.interpreter.cells.last?.storeHistory == false)
      #expect(try cell.executeReply.executionCount == 1)
      #expect(try cell.executeReply.userExpressions.keys.sorted() == ["x"])
      let failed = try kernel.client.perform(ExecuteRequest(code: "fail", silent: true))
      #expect(failed.trace == "busy idle")
      #expect(try failed.executeReply.outcome.error?.name == "EchoError")
      #expect(try kernel.client.execute("print d").executeReply.executionCount == 2)
      let history: HistoryReply = try kernel.client.perform(HistoryRequest(.tail(n: 10))).reply.content()
      #expect(history.history.map { $0[2] } == ["print counted", "print d"])
    }
  }

  @Test("Without store_history a cell is seen but neither counted nor remembered", arguments: TestTransport.allCases)
  func storeHistory(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.perform(ExecuteRequest(code: "print a", storeHistory: false))
      #expect(cell.trace == "busy execute_input stream idle")
      #expect(try kernel.client.execute("print b").executeReply.executionCount == 1)
      let history: HistoryReply = try kernel.client.perform(HistoryRequest(.tail(n: nil))).reply.content()
      #expect(history.history.map { $0[2] } == ["print b"])
    }
  }

  @Test("Empty code succeeds without reaching the interpreter", arguments: TestTransport.allCases)
  func empty(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      _ = try kernel.client.execute("print a")
      let cell = try kernel.client.perform(ExecuteRequest(code: " \n", userExpressions: ["x": "1"]))
      #expect(try cell.executeReply.executionCount == 1)
      #expect(try cell.executeReply.userExpressions.count == 1)
      #expect(kernel.interpreter.cells.count == 1)
    }
  }

  @Test("A user expression that fails does not fail the cell", arguments: TestTransport.allCases)
  func userExpressions(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = ExecuteRequest(code: "print a", userExpressions: ["good": "1 + 1", "bad": "fail here"])
      let reply = try kernel.client.perform(request).executeReply
      #expect(reply.outcome.status == .ok)
      guard case .ok(let value) = reply.userExpressions["good"], case .error(let error) = reply.userExpressions["bad"]
      else {
        Issue.record("\(reply.userExpressions)")
        return
      }
      #expect(value == MIMEData(data: ["text/plain": "1 + 1"]))
      #expect(error.name == "EchoError" && error.value == "fail here")
    }
  }

  @Test("An error drops the cells that wait, each with busy, reply and idle", arguments: TestTransport.allCases)
  func stopOnError(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let first = try kernel.client.send(ExecuteRequest(code: "wait"))
      #expect(kernel.interpreter.untilWaiting())
      let waiting = try (1...3).map { try kernel.client.send(ExecuteRequest(code: "print \($0)")) }
      try kernel.client.send(InterruptRequest(), on: .control)
      #expect(try kernel.client.exchange(first).executeReply.outcome.error?.name == "Interrupted")
      for request in waiting {
        let dropped = try kernel.client.exchange(request)
        #expect(dropped.trace == "busy idle")
        let reply = try dropped.executeReply
        #expect(reply.outcome.status == .error && reply.outcome.error?.name == "ExecutionAborted")
        #expect(reply.executionCount == 1)
      }
      #expect(kernel.interpreter.cells.count == 1)
      #expect(try kernel.client.execute("print again").text == "again\n")
    }
  }

  @Test("With stop_on_error false the cells that wait run", arguments: TestTransport.allCases)
  func goOnAfterError(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let first = try kernel.client.send(ExecuteRequest(code: "wait", stopOnError: false))
      #expect(kernel.interpreter.untilWaiting())
      let second = try kernel.client.send(ExecuteRequest(code: "print still"))
      try kernel.client.send(InterruptRequest(), on: .control)
      #expect(try kernel.client.exchange(first).executeReply.outcome.status == .error)
      #expect(try kernel.client.exchange(second).text == "still\n")
    }
  }

  @Test("Output that comes after idle belongs to the cell that it came from", arguments: TestTransport.allCases)
  func lateOutput(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let first = try kernel.client.execute("late words")
      let second = try kernel.client.execute("print b")
      kernel.interpreter.releaseLateOutput()
      let late = try kernel.client.output(of: first.request)
      #expect(try late.content() == StreamContent(name: "stdout", text: "words\n"))
      #expect(second.text == "b\n")
    }
  }

  @Test("A payload reaches the reply", arguments: TestTransport.allCases)
  func payload(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let reply = try kernel.client.execute("page text").executeReply
      #expect(reply.payload.count == 1)
      #expect(reply.payload.first?["source"] == "page")
      #expect(reply.payload.first?["data"]?["text/plain"] == "text")
    }
  }

  @Test("JupyterLab's cell identifier reaches the interpreter", arguments: TestTransport.allCases)
  func cellID(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.send(ExecuteRequest(code: "print a"), metadata: ["cellId": "c-7"])
      _ = try kernel.client.exchange(request)
      #expect(kernel.interpreter.cells.first?.cellID == "c-7")
    }
  }
}
