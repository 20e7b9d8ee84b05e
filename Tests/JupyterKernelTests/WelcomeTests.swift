// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing

@Suite(.serialized) struct WelcomeTests {
  @Test(
    "The first IOPub message is the welcome, then starting, both without a parent", arguments: TestTransport.allCases)
  func welcome(transport: TestTransport) throws {
    let kernel = try KernelHarness(transport)
    let first = try kernel.client.next(on: .iopub)
    #expect(first.type == "iopub_welcome")
    #expect(try first.content() == IOPubWelcome(subscription: ""))
    #expect(first.identities == [[]])
    let second = try kernel.client.next(on: .iopub)
    #expect(second.executionState == .starting)
    for message in [first, second] { #expect(message.parentHeaderBytes == Array("{}".utf8)) }
    let cell = try kernel.client.execute("print a")
    #expect(cell.trace == "busy execute_input stream idle")
    try kernel.stop()
  }

  @Test("A client that comes later is welcomed too, and sees no second starting", arguments: [TestTransport.ipc, .tcp])
  func secondClient(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      _ = try kernel.client.execute("print a")
      let link = try SocketLink(kernel.connection, identity: "second client", topic: "st")
      let second = TestClient(link: link, key: kernel.connection.key)
      let first = try second.next(on: .iopub)
      #expect(first.type == "iopub_welcome" && first.identities == [Array("st".utf8)])
      #expect(try first.content() == IOPubWelcome(subscription: "st"))
      // Topics are the message types: of this cell a subscriber to "st" gets status and stream.
      let cell = try second.execute("print b\nvalue c")
      #expect(cell.trace == "busy stream idle")
      #expect(try kernel.client.outputs(of: cell.request).count == 5)
    }
  }

  @Test("No output overtakes the welcome, however busy the kernel is", arguments: [TestTransport.ipc, .tcp])
  func welcomeUnderLoad(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      let code = (0..<20_000).map { "print \($0)" }.joined(separator: "\n")
      let cell = try kernel.client.send(ExecuteRequest(code: code))
      _ = try kernel.client.output(of: cell) { $0.type == StreamContent.messageType }
      for number in 1...5 {
        let second = TestClient(
          link: try SocketLink(kernel.connection, identity: "client \(number)"), key: kernel.connection.key)
        #expect(try second.next(on: .iopub).type == IOPubWelcome.messageType)
      }
    }
  }

  @Test("A client that comes back under its name is served", arguments: [TestTransport.ipc, .tcp])
  func handover(transport: TestTransport) throws {
    try withKernel(transport) { kernel in
      _ = try kernel.client.execute("print a")
      let again = TestClient(link: try SocketLink(kernel.connection), key: kernel.connection.key)
      _ = try again.next(on: .iopub) { $0.type == IOPubWelcome.messageType }
      kernel.client = again
      #expect(try again.execute("print b").text == "b\n")
    }
  }

  @Test("An address that is taken is named")
  func addressTaken() throws {
    try withKernel(.tcp) { kernel in
      let second = SocketChannels(connection: kernel.connection, log: Log { _ in })
      let error = #expect(throws: (any Error).self) { try second.open { _, _ in } }
      let message = error.map { "\($0)" } ?? ""
      #expect(message.contains("cannot bind to tcp://127.0.0.1:"))
    }
  }
}
