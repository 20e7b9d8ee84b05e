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
  private let sockets: ClientSockets
  private let interrupts: InterruptWatcher
  private var reportedInterrupts = 0
  /// Private to the user: the connection file, which holds the key, the sockets and the kernel's log.
  private let folder: String

  /// Starts the kernel and connects to it; does not wait until it answers.
  /// - Parameter workingFolder: the kernel's working folder.
  /// - Throws: `RunError`, `ConnectionFileError`, `ZeroMQError`.
  package init(_ spec: KernelSpec, in workingFolder: String, transport: ConnectionFile.Transport = .ipc) throws {
    self.spec = spec
    folder = try Self.makePrivateFolder()
    do {
      let file = "\(folder)/connection.json"
      let connection = try ConnectionFile.fresh(transport, folder: folder, kernelName: spec.name)
      try connection.write(path: file)
      let wakeUp = WakeUp()
      // Before the kernel starts: its first message must not be missed.
      sockets = try ClientSockets(connection, wakeUp: wakeUp)
      interrupts = InterruptWatcher(wakeUp: wakeUp)
      var environment = ProcessInfo.processInfo.environment.merging(spec.environment) { $1 }
      // Kernels look at it to end when their parent is gone.
      environment["JPY_PARENT_PID"] = String(getpid())
      process = try KernelProcess(
        spec.command(connectionFile: file), environment: environment, folder: workingFolder, log: "\(folder)/log")
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

  package func send(_ message: Message, on channel: Channel) throws { try sockets.send(message, on: channel) }

  package func nextEvent(milliseconds: Int) throws -> KernelEvent? {
    let deadline = SuspendingClock.now.advanced(by: .milliseconds(milliseconds))
    while true {
      // Asked before the sockets are read: what a process sent before its end is delivered before its death.
      let end = process.endDescription
      if let (message, channel) = try sockets.receive() { return .message(message, channel) }
      if interrupts.count > reportedInterrupts {
        reportedInterrupts += 1
        return .interrupt(count: reportedInterrupts)
      }
      if let end { return .death(reason: end) }
      if try !sockets.beat() {
        return .death(reason: "it has not answered its heartbeat for \(Heartbeat.patience.components.seconds) s")
      }
      let remaining = SuspendingClock.now.duration(to: deadline)
      guard remaining > .zero else { return nil }
      // In steps, since nothing ends the wait when the process ends.
      let step = min(remaining, .milliseconds(100)) / .milliseconds(1)
      try sockets.wait(milliseconds: max(1, Int(step.rounded(.up))))
    }
  }

  package func interruptBySignal() -> Bool {
    guard spec.interruptMode == .signal, process.isRunning else { return false }
    process.signal(SIGINT)
    return true
  }

  package func close(gracefully: Bool) {
    if gracefully, process.waitForExit(seconds: 3) { return }
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
