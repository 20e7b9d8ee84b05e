// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import Testing
import ZeroMQ

@Suite struct SocketTests {
  private let context = Context()

  private func pair(_ address: String) throws -> (Socket, Socket) {
    let (left, right) = (try Socket(context, .pair), try Socket(context, .pair))
    try left.bind(address)
    try right.connect(address)
    return (left, right)
  }

  @Test("Frames arrive as they were sent, empty and large ones too")
  func frames() throws {
    let (left, right) = try pair("inproc://frames")
    let frames: Frames = [[], [0], Array(repeating: 255, count: 3_000_000), []]
    try left.send(frames)
    #expect(try right.receive() == frames)
    #expect(try right.receiveIfReady() == nil)
  }

  @Test("A REQ and a REP socket talk in turns")
  func requestReply() throws {
    let (server, client) = (try Socket(context, .rep), try Socket(context, .req))
    try server.bind("tcp://127.0.0.1:*")
    try client.connect(server.boundAddress)
    try client.send([[1]])
    #expect(try server.receive() == [[1]])
    try server.send([[2]])
    #expect(try client.receive() == [[2]])
    // Out of turn.
    #expect(throws: ZeroMQError.self) { try client.receive() }
  }

  @Test("A poller names the sockets that have something, and ends when the time has passed")
  func poll() throws {
    let (left, right) = try pair("inproc://poll")
    var poller = Poller([left, right])
    #expect(try poller.wait(milliseconds: 0) == [])
    try left.send([[1]])
    #expect(try poller.wait(milliseconds: 5000) == [1])
  }

  @Test("A wake-up ends a wait, once")
  func wakeUp() throws {
    let (left, _) = try pair("inproc://wake")
    let wakeUp = WakeUp()
    var poller = Poller([left], wakeUp: wakeUp)
    let thread = KernelThread("waker") { wakeUp.signal() }
    #expect(try poller.wait() == [])
    thread.join()
    #expect(!wakeUp.wait(milliseconds: 0))
    wakeUp.signal()
    wakeUp.signal()
    #expect(wakeUp.wait(milliseconds: 5000))
    #expect(!wakeUp.wait(milliseconds: 0))
  }

  @Test("Errors name the address and the reason")
  func errors() throws {
    let socket = try Socket(context, .router)
    #expect(throws: ZeroMQError.bindFailed(address: "tcp://nowhere:x", reason: "Invalid argument")) {
      try socket.bind("tcp://nowhere:x")
    }
    #expect(throws: ZeroMQError.connectFailed(address: "udp//", reason: "Invalid argument")) {
      try socket.connect("udp//")
    }
    let error = ZeroMQError.bindFailed(address: "tcp://a:1", reason: "Address already in use")
    #expect(error.description == "cannot bind to tcp://a:1: Address already in use")
  }

  @Test("A mandatory ROUTER says that a peer is missing")
  func unroutable() throws {
    let socket = try Socket(context, .router, [.routerMandatory])
    try socket.bind("inproc://mandatory")
    #expect(throws: ZeroMQError.unroutable) { try socket.send([[1, 2], [3]]) }
  }
}
