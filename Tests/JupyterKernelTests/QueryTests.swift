// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing

@Suite(.serialized) struct QueryTests {
  @Test("kernel_info tells language, implementation and protocol", arguments: TestTransport.allCases)
  func kernelInfo(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let info = try kernel.client.perform(KernelInfoRequest())
      #expect(info.trace == "busy idle")
      let reply: KernelInfoReply = try info.reply.reply()
      #expect(reply.status == .ok)
      #expect(reply.protocolVersion == "5.5")
      #expect(reply.languageInfo == kernel.interpreter.languageInfo)
      #expect(reply.banner == "Says what you say.")
      #expect(reply.helpLinks.map(\.text) == ["Jupyter"])
      #expect(reply.supportedFeatures.isEmpty)
    }
  }

  @Test("Completion counts the cursor in code points and keeps it in the code", arguments: TestTransport.allCases)
  func complete(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      // The family is one character of seven code points.
      let code = "print 👨‍👩‍👧‍👦 p"
      #expect(code.unicodeScalars.count == 15)
      for cursor in [15, 99] {
        let reply: CompleteReply = try kernel.client.perform(CompleteRequest(code: code, cursor: cursor)).reply.reply()
        #expect(reply.matches == ["print", "page"])
        #expect(reply.cursorStart == 14 && reply.cursorEnd == 15)
        let types = reply.metadata["_jupyter_types_experimental"]
        #expect(types?[1] == ["text": "page", "type": "keyword", "signature": "", "start": 14, "end": 15])
      }
    }
  }

  @Test("Inspection says what it found, or that it found nothing", arguments: TestTransport.allCases)
  func inspect(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = InspectRequest(code: "print a", cursor: 2, detailLevel: 1)
      let found: InspectReply = try kernel.client.perform(request).reply.reply()
      #expect(found.found && found.data == ["text/plain": "print, at 2, level 1"])
      let nothing: InspectReply = try kernel.client.perform(InspectRequest(code: "x", cursor: 1)).reply.reply()
      #expect(nothing.status == .ok && !nothing.found && nothing.data.isEmpty)
    }
  }

  @Test("is_complete sends an indent only with incomplete code", arguments: TestTransport.allCases)
  func isComplete(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let expected = [
        "print a": #"{"status":"complete"}"#, "{": #"{"indent":"  ","status":"incomplete"}"#,
        "}": #"{"status":"invalid"}"#, "?": #"{"status":"unknown"}"#,
      ]
      for (code, content) in expected {
        let reply = try kernel.client.perform(IsCompleteRequest(code: code)).reply
        #expect(String(decoding: reply.contentBytes, as: UTF8.self) == content)
      }
    }
  }

  @Test("History answers tail, range and search", arguments: TestTransport.allCases)
  func history(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      for code in ["print a", "value 2", "print a", "print b"] { _ = try kernel.client.execute(code) }
      func ask(_ access: HistoryRequest.Access, output: Bool = false) throws -> [JSONValue] {
        try kernel.client.perform(HistoryRequest(access, output: output)).reply.reply(as: HistoryReply.self).history
      }
      #expect(try ask(.tail(n: 2)) == [[1, 3, "print a"], [1, 4, "print b"]])
      #expect(
        try ask(.tail(n: 3), output: true) == [
          [1, 2, ["value 2", "2"]], [1, 3, ["print a", nil]], [1, 4, ["print b", nil]],
        ])
      #expect(try ask(.range(session: 0, start: 2, stop: 4)) == [[1, 2, "value 2"], [1, 3, "print a"]])
      #expect(try ask(.range(session: 1, start: 4, stop: nil)) == [[1, 4, "print b"]])
      #expect(try ask(.range(session: -1, start: 1, stop: nil)).isEmpty)
      #expect(try ask(.search(pattern: "print*", n: nil, unique: false)).count == 3)
      #expect(try ask(.search(pattern: "print*", n: 1, unique: false)) == [[1, 4, "print b"]])
      #expect(try ask(.search(pattern: "print ?", n: nil, unique: true)) == [[1, 3, "print a"], [1, 4, "print b"]])
    }
  }

  @Test("An opened comm is closed at once; there are none", arguments: TestTransport.allCases)
  func comms(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let request = try kernel.client.send(CommOpen(id: "c1", target: "jupyter.widget"))
      let outputs = try kernel.client.outputs(of: request)
      #expect(outputs.map(\.type.rawValue) == ["status", "comm_close", "status"])
      #expect(try outputs[1].content() == CommClose(id: "c1"))
      let message = try kernel.client.send(CommMessage(id: "c1"))
      #expect(try kernel.client.outputs(of: message).count == 2)
      let reply: CommInfoReply = try kernel.client.perform(CommInfoRequest()).reply.reply()
      #expect(reply.status == .ok && reply.comms.isEmpty)
    }
  }

  @Test("connect_request tells the ports", arguments: TestTransport.allCases)
  func connect(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let reply: ConnectReply = try kernel.client.perform(ConnectRequest()).reply.reply()
      #expect(reply.shellPort == kernel.connection.ports[.shell])
      #expect(reply.heartbeatPort == kernel.connection.ports[.heartbeat])
    }
  }
}
