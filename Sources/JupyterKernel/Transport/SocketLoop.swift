// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Synchronization
import ZeroMQ

/// A thread that owns one socket: it hands over what comes in, and sends what others put in its outbox.
final class SocketLoop: Sendable {
  enum Item {
    case send(Frames)
    /// Lets the subscription received last take effect.
    case admit(topic: [UInt8])
    /// Lets the cancellation received last take effect.
    case dismiss(topic: [UInt8])
    case call(@Sendable () -> Void)
  }

  private struct Outbox {
    var items: [Item] = []
    var isClosed = false
  }

  private let name: String
  private let socket: Socket
  private let log: Log
  private let outbox = Mutex(Outbox())
  private let wakeUp = WakeUp()
  private let thread = Mutex<KernelThread?>(nil)

  init(_ name: String, _ socket: Socket, log: Log) {
    self.name = name
    self.socket = socket
    self.log = log
  }

  func start(receive: @escaping @Sendable (Frames) -> Void) {
    let thread = KernelThread(name) { [self] in run(receive) }
    self.thread.withLock { $0 = thread }
  }

  /// Adds items that leave together: none of another call comes between.
  func append(_ items: [Item]) {
    let wasEmpty = outbox.withLock { outbox in
      defer { outbox.items += items }
      return outbox.items.isEmpty
    }
    if wasEmpty { wakeUp.signal() }
  }

  /// Sends what waits, and ends the thread.
  func close() {
    outbox.withLock { $0.isClosed = true }
    wakeUp.signal()
    thread.withLock { $0.take() }?.join()
  }

  /// Messages taken in before the outbox has its turn again, so that a flood of requests cannot stop the replies.
  private static let burst = 1000

  /// A client's sockets connect one after the other, so a question can be ready before the client is. It is sent
  /// again until the client has had ten seconds.
  private static let retryInterval = 20
  private static let retries = 500

  private func run(_ receive: (Frames) -> Void) {
    var poller = Poller([socket], wakeUp: wakeUp)
    var undelivered: [(frames: Frames, retries: Int)] = []
    do {
      while true {
        var taken = 0
        while taken < Self.burst, let frames = try socket.receiveIfReady() {
          receive(frames)
          // A subscription can be admitted only until the next one is received.
          if name == Channel.iopub.rawValue { _ = flush(&undelivered) }
          taken += 1
        }
        retry(&undelivered)
        if flush(&undelivered) { return }
        _ = try poller.wait(milliseconds: undelivered.isEmpty ? nil : Self.retryInterval)
      }
    } catch {
      log.note("the \(name) channel has ended: \(error)")
    }
  }

  /// True where this was the last time.
  private func flush(_ undelivered: inout [(frames: Frames, retries: Int)]) -> Bool {
    let (items, isClosed) = outbox.withLock { outbox in
      defer { outbox.items = [] }
      return (outbox.items, outbox.isClosed)
    }
    for item in items {
      do {
        switch item {
        case .send(let frames):
          do { try socket.send(frames) } catch .unroutable { undelivered.append((frames, Self.retries)) }
        case .admit(let topic): try socket.accept(subscription: topic)
        case .dismiss(let topic): try socket.accept(cancellation: topic)
        case .call(let action): action()
        }
      } catch {
        log.note("a message on \(name) was lost: \(error)")
      }
    }
    return isClosed
  }

  private func retry(_ undelivered: inout [(frames: Frames, retries: Int)]) {
    guard !undelivered.isEmpty else { return }
    undelivered = undelivered.compactMap { frames, retries in
      do throws(ZeroMQError) {
        try socket.send(frames)
      } catch .unroutable where retries > 0 {
        return (frames, retries - 1)
      } catch {
        log.note("a message on \(name) was lost: \(error)")
      }
      return nil
    }
  }
}
