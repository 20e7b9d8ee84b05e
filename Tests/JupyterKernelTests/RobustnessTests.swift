// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing

@Suite(.serialized) struct RobustnessTests {
  @Test("Malformed messages are refused with a line each, and the kernel goes on", arguments: TestTransport.allCases)
  func malformed(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let good = try kernel.client.session.message(ExecuteRequest(code: "print no"))
      var badHeader = good
      badHeader.headerBytes = Array("[1".utf8)
      var badContent = good
      badContent.contentBytes = Array("7".utf8)
      let frames: [Frames] = [
        [[]], [Array("junk".utf8), [0xFF, 0xFE]], [WireFormat.delimiter], [WireFormat.delimiter, [], [], []],
        kernel.client.wire.frames(of: badHeader), kernel.client.wire.frames(of: badContent),
      ]
      for (index, channel) in [Channel.shell, .control, .stdin].enumerated() {
        try kernel.client.link.submit(frames[index], on: channel)
        try kernel.client.link.submit(frames[index + 3], on: channel)
      }
      #expect(try kernel.client.execute("print yes").text == "yes\n")
      #expect(kernel.interpreter.cells.count == 1)
      #expect(kernel.untilLog(has: 3))
      #expect(kernel.log.allSatisfy { $0.hasPrefix("kernel: refused a message on ") })
    }
  }

  @Test("Unsigned, wrongly signed and replayed messages are refused", arguments: TestTransport.allCases)
  func signatures(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.session.message(ExecuteRequest(code: "print once"))
      let frames = kernel.client.wire.frames(of: request)
      let otherKey = WireFormat(key: "another key").frames(of: request)
      let noKey = WireFormat(key: "").frames(of: request)
      for message in [otherKey, noKey, frames, frames] { try kernel.client.link.submit(message, on: .shell) }
      #expect(try kernel.client.exchange(request).text == "once\n")
      #expect(try kernel.client.execute("print after").text == "after\n")
      #expect(kernel.interpreter.cells.map(\.code) == ["print once", "print after"])
      #expect(
        kernel.log == [
          "kernel: refused a message on shell: wrong signature\n",
          "kernel: refused a message on shell: not signed, but this connection has a key\n",
          "kernel: refused a message on shell: the same signature was received before (replayed message)\n",
        ])
    }
  }

  @Test("Without a key messages are not signed, and may repeat", arguments: TestTransport.allCases)
  func noKey(transport: TestTransport) throws {
    try withKernel(transport, key: "") { kernel in
      let cell = try kernel.client.execute("print a")
      #expect(cell.text == "a\n")
      let signature = kernel.client.wire.frames(of: cell.request)[1]
      #expect(signature.isEmpty)
    }
  }

  @Test("Unknown messages get busy and idle but no answer", arguments: TestTransport.allCases)
  func unknown(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.session.message(KernelInfoRequest(), type: "debug_request")
      try kernel.client.link.submit(kernel.client.wire.frames(of: request), on: .control)
      #expect(try kernel.client.outputs(of: request).map(\.executionState) == [.busy, .idle])
      let info = try kernel.client.send(KernelInfoRequest(), on: .control)
      #expect(try kernel.client.next(on: .control).parentHeader?.id == info.header.id)
    }
  }

  @Test("A request with the wrong content is answered with an error", arguments: TestTransport.allCases)
  func wrongContent(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      for type: MessageType in ["execute_request", "complete_request", "history_request"] {
        let request = try kernel.client.session.message(["code": 1], type: type)
        try kernel.client.link.submit(kernel.client.wire.frames(of: request), on: .shell)
        let answer = try kernel.client.exchange(request)
        #expect(answer.trace == "busy idle")
        #expect(throws: RequestFailure.self) { try answer.reply.reply(as: CompleteReply.self) }
        #expect(answer.reply.type == type.reply)
      }
    }
  }

  @Test("The heartbeat sends back what it gets", arguments: TestTransport.allCases)
  func heartbeat(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let bytes: Frames = [[0, 255, 7]]
      try kernel.client.link.submit(bytes, on: .heartbeat)
      #expect(try kernel.client.link.receive(on: .heartbeat, milliseconds: 10_000) == bytes)
    }
  }

  @Test("Ten thousand messages arrive whole and in order", arguments: TestTransport.allCases)
  func manyMessages(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let code = (0..<10_000).map { "print \($0)" }.joined(separator: "\n")
      let cell = try kernel.client.execute(code)
      #expect(cell.outputs.count == 10_003)
      #expect(cell.text == (0..<10_000).map { "\($0)\n" }.joined())
    }
  }
}
