// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol

/// Channels without sockets: queues in this process, and one client, which is also their other end. Each channel has
/// a thread, as over sockets.
package final class MemoryChannels: Channels, ClientLink {
  private enum Item: Sendable {
    case arrival(Frames)
    case call(@Sendable () -> Void)
  }

  private struct State {
    var toKernel: [Channel: [Item]] = [:]
    var toClient: [Channel: [Frames]] = [:]
    var topics: [[UInt8]] = []
    var isClosed = false
  }

  private static let clientIdentity = Array("memory client".utf8)
  private let state = Monitor(State())

  package init() {}

  package func open(receive: @escaping @Sendable (Channel, Frames) -> Void) throws {
    for channel in [Channel.shell, .control, .iopub, .stdin] {
      _ = KernelThread(channel.rawValue) { [state] in
        while let item = Self.next(channel, in: state) {
          switch item {
          case .arrival(let frames): receive(channel, frames)
          case .call(let action): action()
          }
        }
      }
    }
  }

  private static func next(_ channel: Channel, in state: Monitor<State>) -> Item? {
    state.wait { state -> Item?? in
      if let item = state.toKernel[channel]?.first {
        state.toKernel[channel]?.removeFirst()
        return item
      }
      return state.isClosed ? .some(nil) : nil
    }
  }

  package func send(_ frames: Frames, on channel: Channel) {
    state.update { state in
      guard channel == .iopub else {
        // As a ROUTER does: the first frame says to whom, and what is for nobody is dropped.
        if frames.first == Self.clientIdentity {
          state.toClient[channel, default: []].append(Array(frames.dropFirst()))
        }
        return
      }
      if state.topics.contains(where: { frames[0].starts(with: $0) }) {
        state.toClient[.iopub, default: []].append(frames)
      }
    }
  }

  package func admit(subscriptionTo topic: [UInt8], greetings: [Frames]) {
    state.update { state in
      state.topics.append(topic)
      state.toClient[.iopub, default: []] += greetings
    }
  }

  package func afterArrivals(on channel: Channel, _ action: @escaping @Sendable () -> Void) {
    state.update { $0.toKernel[channel, default: []].append(.call(action)) }
  }

  package func close() { state.update { $0.isClosed = true } }
}

extension MemoryChannels {
  package func subscribe(to topic: [UInt8]) {
    state.update { $0.toKernel[.iopub, default: []].append(.arrival([topic])) }
  }

  package func submit(_ frames: Frames, on channel: Channel) {
    state.update { state in
      if channel == .heartbeat {
        state.toClient[.heartbeat, default: []].append(frames)
      } else {
        state.toKernel[channel, default: []].append(.arrival([Self.clientIdentity] + frames))
      }
    }
  }

  package func receive(on channel: Channel, milliseconds: Int) -> Frames? {
    state.wait(milliseconds: milliseconds) { state in
      guard let frames = state.toClient[channel]?.first else { return nil }
      state.toClient[channel]?.removeFirst()
      return frames
    }
  }
}
