// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol
import ZeroMQ

/// A client on ZeroMQ sockets.
package final class SocketLink: ClientLink {
  private var sockets: [Channel: Socket] = [:]

  /// - Parameter topic: what to subscribe to on IOPub.
  package init(_ connection: ConnectionFile, identity: String = "socket client", topic: String = "") throws {
    let context = Context()
    for channel in Channel.allCases {
      let socket: Socket
      switch channel {
      case .iopub: socket = try Socket(context, .sub, [.receiveHighWaterMark(0), .subscribe(Array(topic.utf8))])
      case .heartbeat: socket = try Socket(context, .req)
      case .shell, .control, .stdin: socket = try Socket(context, .dealer, [.routingID(Array(identity.utf8))])
      }
      try socket.set(.linger(milliseconds: 0))
      if let curve = connection.curve {
        // As jupyter_client does: the kernel's own pair is the client's too.
        try socket.set(.curveServerKey(curve.publicKey))
        try socket.set(.curvePublicKey(curve.publicKey))
        try socket.set(.curveSecretKey(curve.secretKey))
      }
      try socket.connect(connection.address(of: channel))
      sockets[channel] = socket
    }
  }

  package func submit(_ frames: Frames, on channel: Channel) throws { try sockets[channel]?.send(frames) }

  package func receive(on channel: Channel, milliseconds: Int) throws -> Frames? {
    guard let socket = sockets[channel] else { return nil }
    var poller = Poller([socket])
    return try poller.wait(milliseconds: milliseconds).isEmpty ? nil : socket.receive()
  }
}
