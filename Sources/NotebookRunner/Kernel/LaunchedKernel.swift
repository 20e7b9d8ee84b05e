// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import Glibc
import JupyterProtocol
import ZeroMQ

/// A kernel that this program has started, reached over ZeroMQ.
package final class LaunchedKernel: KernelConnection {
  package let session = Session()

  private let spec: KernelSpec
  private let process: KernelProcess
  /// Private to the user: the connection file, which holds the key, and the sockets.
  private let folder: String
  private let context = Context()
  private let wire: WireFormat
  private let sockets: [Channel: Socket]
  /// In the order in which they are read: IOPub first, as kernels publish before they reply.
  private static let channels: [Channel] = [.iopub, .stdin, .shell, .control, .heartbeat]
  private var poller: Poller
  private let wakeUp = WakeUp()
  private let interrupts: InterruptWatcher
  private var reportedInterrupts = 0
  private var heartbeat = Heartbeat()

  /// Starts the kernel and connects to it; does not wait until it answers.
  /// - Parameter folder: the kernel's working folder.
  /// - Throws: `RunError`, `ConnectionFileError`, `ZeroMQError`.
  package init(_ spec: KernelSpec, in workingFolder: String, transport: ConnectionFile.Transport = .ipc) throws {
    self.spec = spec
    folder = try Self.makePrivateFolder()
    do {
      let connection = try ConnectionFile.fresh(transport, folder: folder, kernelName: spec.name)
      try connection.write(path: "\(folder)/connection.json")
      wire = WireFormat(key: connection.key)
      // Before the kernel starts: its first message must not be missed.
      var sockets: [Channel: Socket] = [:]
      for channel in Self.channels {
        let socket = try Socket(context, Self.type(of: channel), Self.options(of: channel))
        try socket.connect(connection.address(of: channel))
        sockets[channel] = socket
      }
      self.sockets = sockets
      poller = Poller(Self.channels.compactMap { sockets[$0] }, wakeUp: wakeUp)
      interrupts = InterruptWatcher(wakeUp: wakeUp)
      var environment = ProcessInfo.processInfo.environment.merging(spec.environment) { $1 }
      // Kernels look at it to end when their parent is gone.
      environment["JPY_PARENT_PID"] = String(getpid())
      process = try KernelProcess(
        spec.command(connectionFile: "\(folder)/connection.json"), environment: environment, folder: workingFolder,
        log: "\(folder)/log")
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func makePrivateFolder() throws(RunError) -> String {
    // Not TMPDIR where that is long: a socket's path has at most 107 bytes.
    let parent = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.utf8.count <= 60 ? $0 : nil } ?? "/tmp"
    var template = Array("\(parent)/martlet-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .kernelNotStarted(reason: "no folder in \(parent): \(String(cString: strerror(errno)))")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
}

extension LaunchedKernel {
  package func send(_ message: Message, on channel: Channel) throws {
    try sockets[channel]!.send(wire.frames(of: message))
  }

  package func nextEvent(milliseconds: Int) throws -> KernelEvent? {
    let deadline = SuspendingClock.now.advanced(by: .milliseconds(milliseconds))
    while true {
      // Asked before the sockets are read: what a process sent before its end is delivered before its death.
      let end = process.endDescription
      if let event = try receive() { return event }
      if interrupts.count > reportedInterrupts {
        reportedInterrupts += 1
        return .interrupt(count: reportedInterrupts)
      }
      if let end { return .death(reason: end) }
      if let reason = try beat() { return .death(reason: reason) }
      let remaining = SuspendingClock.now.duration(to: deadline)
      guard remaining > .zero else { return nil }
      // In steps, since nothing wakes the poller when the process ends.
      let step = min(remaining, .milliseconds(100)) / .milliseconds(1)
      _ = try poller.wait(milliseconds: max(1, Int(step.rounded(.up))))
    }
  }

  /// A message that has come already.
  private func receive() throws -> KernelEvent? {
    for channel in Self.channels {
      // A REQ socket may only be read after it has sent.
      if channel == .heartbeat, !heartbeat.isOutstanding { continue }
      guard let frames = try sockets[channel]!.receiveIfReady() else { continue }
      if channel == .heartbeat {
        heartbeat.received()
        continue
      }
      do {
        return .message(try wire.message(from: frames), channel)
      } catch {
        throw RunError.protocolViolation("\(channel): \(error)")
      }
    }
    return nil
  }

  /// Sends a heartbeat when one is due; the reason when the last one was not answered for too long.
  private func beat() throws -> String? {
    switch heartbeat.state {
    case .waiting: return nil
    case .due:
      try sockets[.heartbeat]!.send([Array("ping".utf8)])
      heartbeat.sent()
      return nil
    case .lost: return "it has not answered its heartbeat for \(Heartbeat.patience.components.seconds) s"
    }
  }

  package func interruptBySignal() -> Bool {
    guard spec.interruptMode == .signal, process.isRunning else { return false }
    process.signal(SIGINT)
    return true
  }

  package func close(gracefully: Bool) {
    if gracefully, process.waitForExit(seconds: 3) {
      // What the kernel has left behind in its group goes with it.
      kill(-process.identifier, SIGTERM)
      return
    }
    process.signal(SIGTERM)
    if !process.waitForExit(seconds: 2) {
      process.signal(SIGKILL)
      _ = process.waitForExit(seconds: 2)
    }
  }

  package var log: String {
    let data = FileManager.default.contents(atPath: "\(folder)/log") ?? Data()
    let lines = String(decoding: data.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.suffix(12).joined(separator: "\n")
  }
}
