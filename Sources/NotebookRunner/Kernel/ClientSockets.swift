// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import ZeroMQ

/// A client's ends of a kernel's five channels. For one thread.
package final class ClientSockets {
  private let context = Context()
  private let wire: WireFormat
  private let sockets: [Channel: Socket]
  private var poller: Poller
  private var heartbeat = Heartbeat()

  /// In the order in which they are read: IOPub first, as kernels publish before they reply.
  private static let channels: [Channel] = [.iopub, .stdin, .shell, .control, .heartbeat]

  /// Connects; the kernel need not be there yet.
  /// - Parameter wakeUp: ends a `wait` when signalled.
  /// - Throws: `ZeroMQError`.
  package init(_ connection: ConnectionFile, wakeUp: WakeUp? = nil) throws(ZeroMQError) {
    wire = WireFormat(key: connection.key)
    var sockets: [Channel: Socket] = [:]
    for channel in Self.channels {
      let socket = try Socket(context, Self.type(of: channel), Self.options(of: channel))
      try socket.connect(connection.address(of: channel))
      sockets[channel] = socket
    }
    self.sockets = sockets
    poller = Poller(Self.channels.compactMap { sockets[$0] }, wakeUp: wakeUp)
  }

  private static func type(of channel: Channel) -> SocketType {
    switch channel {
    case .iopub: .sub
    case .heartbeat: .req
    case .shell, .control, .stdin: .dealer
    }
  }

  private static func options(of channel: Channel) -> [SocketOption] {
    // Nothing that a kernel publishes may be dropped, however much it prints.
    channel == .iopub
      ? [.linger(milliseconds: 0), .receiveHighWaterMark(0), .subscribe([])] : [.linger(milliseconds: 0)]
  }

  package func send(_ message: Message, on channel: Channel) throws(ZeroMQError) {
    try sockets[channel]?.send(wire.frames(of: message))
  }

  /// A message that has come already; nil where there is none.
  /// - Throws: `RunError.protocolViolation` for what is no message; `ZeroMQError`.
  package func receive() throws -> (message: Message, channel: Channel)? {
    for channel in Self.channels {
      // A REQ socket may only be read after it has sent.
      if channel == .heartbeat, !heartbeat.isOutstanding { continue }
      guard let frames = try sockets[channel]?.receiveIfReady() else { continue }
      if channel == .heartbeat {
        heartbeat.received()
        continue
      }
      do {
        return (try wire.message(from: frames), channel)
      } catch {
        throw RunError.protocolViolation("\(channel): \(error)")
      }
    }
    return nil
  }

  /// Waits for a message, the wake-up or the end of the time.
  package func wait(milliseconds: Int) throws(ZeroMQError) { _ = try poller.wait(milliseconds: milliseconds) }

  /// Sends a heartbeat when one is due. False when the last one has not come back for `Heartbeat.patience`.
  package func beat() throws(ZeroMQError) -> Bool {
    switch heartbeat.state {
    case .waiting: break
    case .due:
      try sockets[.heartbeat]?.send([Array("ping".utf8)])
      heartbeat.sent()
    case .lost: return false
    }
    return true
  }
}
