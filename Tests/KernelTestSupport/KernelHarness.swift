// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol

/// A running kernel with an `EchoInterpreter`, and a client that is connected to it.
package final class KernelHarness {
  /// A case that connects a client in this one's place says so here.
  package var client: TestClient
  package let interpreter = EchoInterpreter()
  package let connection: ConnectionFile
  private let lines: Monitor<[String]>
  private let hasEnded = Monitor(false)
  /// Why the kernel could not start.
  private let failure = Monitor<String?>(nil)

  /// - Parameter key: signs messages; empty for none.
  package init(_ transport: TestTransport, key: String = "a key", curve: CurveKeys? = nil) throws {
    var connection = try transport.connection(key: key)
    connection.curve = curve
    let lines = Monitor<[String]>([])
    let log = Log { line in lines.update { $0.append(line) } }
    let memory = MemoryChannels()
    let channels: any Channels =
      transport == .memory ? memory : SocketChannels(connection: connection, log: log)
    let kernel = Kernel(connection: connection, interpreter: interpreter, channels: channels, log: log)
    _ = KernelThread("kernel") { [hasEnded, failure] in
      do { try kernel.run() } catch { failure.update { $0 = "\(error)" } }
      hasEnded.update { $0 = true }
    }
    self.connection = connection
    self.lines = lines
    if transport == .memory {
      client = TestClient(link: memory, key: key)
      memory.subscribe(to: [])
    } else {
      client = TestClient(link: try SocketLink(connection), key: key)
    }
  }

  /// Waits for the welcome, after which no IOPub message is missed.
  package func settle() throws {
    do {
      _ = try client.next(on: .iopub) { $0.type == IOPubWelcome.messageType }
      _ = try client.next(on: .iopub) { $0.executionState == .starting }
    } catch {
      throw TestClient.TimeOut(description: failure.update { $0 } ?? "\(error)")
    }
  }

  /// What the kernel has written to its log.
  package var log: [String] { lines.update { $0 } }

  /// Waits until the log has that many lines.
  package func untilLog(has count: Int) -> Bool {
    lines.wait(milliseconds: 10_000) { $0.count >= count ? true : nil } ?? false
  }

  /// Waits until the kernel has ended. False where it does not.
  package func untilEnd() -> Bool { hasEnded.wait(milliseconds: 10_000) { $0 ? true : nil } ?? false }

  /// Ends the kernel, if no case has.
  package func stop() throws {
    guard !hasEnded.update({ $0 }) else { return }
    try client.send(ShutdownRequest(restart: false), on: .control)
    _ = untilEnd()
  }
}

/// Runs a case with a kernel of its own, which is ended afterwards.
package func withKernel(
  _ transport: TestTransport, key: String = "a key", curve: CurveKeys? = nil, _ body: (KernelHarness) throws -> Void
) throws {
  let harness = try KernelHarness(transport, key: key, curve: curve)
  do {
    try harness.settle()
    try body(harness)
  } catch {
    try? harness.stop()
    throw error
  }
  try harness.stop()
}
