// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import KernelTestSupport
import Testing
import ZeroMQ

@Suite(.serialized) struct EncryptionTests {
  /// Made by `zmq_curve_keypair` for these cases.
  private static let keys = CurveKeys(
    publicKey: "o]]fgH{Z%$:So$@gV9zO99*GRJNb>i/QJr=msz6*", secretKey: "fIdvErSR(?j-8[Qf*+Q@sR}(H+}qjq0?Q5@Z.?m[")

  @Test("With CurveZMQ keys all channels are encrypted, and work", arguments: [TestTransport.ipc, .tcp])
  func encrypted(transport: TestTransport) throws {
    try withKernel(transport, curve: Self.keys) { kernel in
      #expect(try kernel.client.execute("print a").text == "a\n")
      #expect(try kernel.client.perform(KernelInfoRequest(), on: .control).trace == "busy idle")
      try kernel.client.link.submit([[1]], on: .heartbeat)
      #expect(try kernel.client.link.receive(on: .heartbeat, milliseconds: 10_000) == [[1]])
    }
  }

  @Test("A client in clear text does not get in, even with the right signature", arguments: [TestTransport.ipc, .tcp])
  func clearText(transport: TestTransport) throws {
    try withKernel(transport, curve: Self.keys) { kernel in
      var connection = kernel.connection
      connection.curve = nil
      let link = try SocketLink(connection, identity: "in clear")
      let stranger = TestClient(link: link, key: connection.key)
      try stranger.send(ExecuteRequest(code: "print stranger"))
      #expect(try kernel.client.execute("print a").text == "a\n")
      #expect(try link.receive(on: .iopub, milliseconds: 200) == nil)
      #expect(kernel.interpreter.cells.map(\.code) == ["print a"])
    }
  }

  @Test("A key that is none is refused without being shown")
  func badKey() throws {
    let expected = ZeroMQError.optionFailed(option: "ZMQ_CURVE_SECRETKEY", reason: "Invalid argument")
    #expect(throws: expected) { try Socket(Context(), .router, [.curveServer, .curveSecretKey("short")]) }
  }
}
