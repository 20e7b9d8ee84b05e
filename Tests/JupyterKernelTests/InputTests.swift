// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing

@Suite(.serialized) struct InputTests {
  @Test("A cell that may ask gets the answer", arguments: TestTransport.allCases)
  func answer(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.send(ExecuteRequest(code: "ask name?\nask password", allowStdin: true))
      let question = try kernel.client.next(on: .stdin)
      #expect(question.parentHeaderBytes == request.headerBytes)
      #expect(try question.content() == InputRequest(prompt: "name?"))
      try kernel.answer("Ada", to: question)
      let second = try kernel.client.next(on: .stdin)
      #expect(try second.content() == InputRequest(prompt: "password", password: true))
      try kernel.answer("1815", to: nil)
      #expect(try kernel.client.exchange(request).text == "answer: Ada\nanswer: 1815\n")
    }
  }

  @Test("A cell that may not ask gets nothing, at once", arguments: TestTransport.allCases)
  func notAllowed(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let cell = try kernel.client.execute("ask name?")
      #expect(cell.text == "no answer\n")
    }
  }

  @Test("An interrupt ends the wait for an answer", arguments: TestTransport.allCases)
  func interrupt(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.send(ExecuteRequest(code: "ask name?", allowStdin: true))
      _ = try kernel.client.next(on: .stdin)
      #expect(try kernel.client.perform(InterruptRequest(), on: .control).trace.contains("idle"))
      #expect(try kernel.client.exchange(request).text == "no answer\n")
    }
  }

  @Test("A cell that has ended cannot ask", arguments: TestTransport.allCases)
  func endedCell(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.send(ExecuteRequest(code: "late words", allowStdin: true))
      _ = try kernel.client.exchange(request)
      kernel.interpreter.releaseLateOutput()
      let late = try kernel.client.output(of: request)
      #expect(try late.content() == StreamContent(name: "stdout", text: "words\n"))
    }
  }

  @Test("An answer that comes too late, or to another question, is not taken", arguments: TestTransport.allCases)
  func staleAnswers(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let first = try kernel.client.send(ExecuteRequest(code: "ask one", allowStdin: true))
      let firstQuestion = try kernel.client.next(on: .stdin)
      try kernel.client.send(InterruptRequest(), on: .control)
      #expect(try kernel.client.exchange(first).text == "no answer\n")

      try kernel.answer("stale", to: firstQuestion)
      let second = try kernel.client.send(ExecuteRequest(code: "ask two", allowStdin: true))
      let secondQuestion = try kernel.client.next(on: .stdin)
      try kernel.answer("stale again", to: firstQuestion)
      try kernel.answer("fresh", to: secondQuestion)
      #expect(try kernel.client.exchange(second).text == "answer: fresh\n")
    }
  }
}

extension KernelHarness {
  /// - Parameter question: nil for a client that names no parent, as jupyter_client does.
  fileprivate func answer(_ value: String, to question: Message?) throws {
    let reply = try client.session.message(InputReply(value: value), parent: question)
    try client.link.submit(client.wire.frames(of: reply), on: .stdin)
  }
}
