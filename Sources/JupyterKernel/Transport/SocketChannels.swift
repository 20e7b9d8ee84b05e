// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Synchronization
import ZeroMQ

/// The channels as five bound ZeroMQ sockets, each with a thread of its own.
package final class SocketChannels: Channels {
  private let connection: ConnectionFile
  private let log: Log
  private let loops = Mutex<[Channel: SocketLoop]>([:])

  package init(connection: ConnectionFile, log: Log) {
    self.connection = connection
    self.log = log
  }

  /// - Throws: `ZeroMQError`, which names the address that could not be bound.
  package func open(receive: @escaping @Sendable (Channel, Frames) -> Void) throws {
    let context = Context()
    var opened: [Channel: SocketLoop] = [:]
    for channel in Channel.allCases {
      let socket = try Socket(context, channel == .iopub ? .xpub : .router, options(channel))
      try socket.bind(connection.address(of: channel))
      opened[channel] = SocketLoop(channel.rawValue, socket, log: log)
    }
    loops.withLock { $0 = opened }
    for (channel, loop) in opened {
      switch channel {
      case .heartbeat: loop.start { [unowned loop] frames in loop.append([.send(frames)]) }
      case .iopub:
        loop.start { [unowned loop] frames in
          let topic = frames.first.map { Array($0.dropFirst()) } ?? []
          switch frames.first?.first {
          case 1: receive(.iopub, [topic])
          case 0: loop.append([.dismiss(topic: topic)])
          default: break  // Not a subscription: clients have nothing to say on IOPub.
          }
        }
      case .shell, .control, .stdin: loop.start { frames in receive(channel, frames) }
      }
    }
  }

  /// Output is never dropped: IOPub has no limit on what waits for a slow client. Replies that still wait when the
  /// kernel ends get a second to leave. A client that comes back under its old name takes that name over. A question
  /// must reach the user, so stdin tells when the client is not connected there yet. Keys in the connection file mean
  /// that nothing travels in clear text; a libzmq without encryption refuses them, and the kernel does not start.
  private func options(_ channel: Channel) -> [SocketOption] {
    var common: [SocketOption] = [.linger(milliseconds: 1000), .sendHighWaterMark(0)]
    if let curve = connection.curve { common += [.curveServer, .curveSecretKey(curve.secretKey)] }
    switch channel {
    case .iopub: return common + [.xpubManual]
    case .stdin: return common + [.routerHandover, .routerMandatory]
    case .shell, .control, .heartbeat: return common + [.routerHandover]
    }
  }

  package func send(_ frames: Frames, on channel: Channel) { loop(channel)?.append([.send(frames)]) }

  package func admit(subscriptionTo topic: [UInt8], greetings: [Frames]) {
    loop(.iopub)?.append([.admit(topic: topic)] + greetings.map { .send($0) })
  }

  package func afterArrivals(on channel: Channel, _ action: @escaping @Sendable () -> Void) {
    // A loop takes in what has arrived before it looks into its outbox.
    if let loop = loop(channel) { loop.append([.call(action)]) } else { action() }
  }

  package func close() {
    let loops = loops.withLock { $0 }
    // IOPub last: what the other threads still handle ends with a status there.
    for channel in [Channel.heartbeat, .shell, .control, .stdin, .iopub] { loops[channel]?.close() }
    self.loops.withLock { $0 = [:] }
  }

  private func loop(_ channel: Channel) -> SocketLoop? { loops.withLock { $0[channel] } }
}
