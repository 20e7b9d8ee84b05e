// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CSourceKit
import Foundation
import Synchronization

/// One running language server. `exchange` is called from one thread at a time, `kill` from any.
final class ServerProcess: Sendable {
  let processID: pid_t
  private let channel: FrameChannel
  /// Once collected, the number may belong to another process: it must not be signalled any more.
  private let isCollected = Mutex(false)

  /// Starts the server with a socket as its standard input and output.
  init(executable: String, arguments: [String], environment: [String: String]) throws(LanguageServiceError) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw .cannotStart(executable: executable, reason: String(cString: strerror(errno)))
    }
    defer { close(ends[1]) }
    // The crash reporter would hold up the restart by seconds.
    let settings = environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    var processID: pid_t = 0
    let code = spawn(
      &processID, [executable] + arguments, settings.map { "\($0)=\($1)" }, standardStreams: ends[1])
    guard code == 0 else {
      close(ends[0])
      throw .cannotStart(executable: executable, reason: String(cString: strerror(code)))
    }
    self.processID = processID
    channel = FrameChannel(input: ends[0], output: ends[0])
  }

  deinit {
    collect()
    close(channel.input)
  }

  /// Sends a request and waits for its reply. After an error the process is dead.
  func exchange(_ request: LanguageRequest, seconds: Double) throws(LanguageServiceError) -> LanguageReply {
    let deadline = Deadline.after(seconds: seconds)
    do throws(FrameChannel.Failure) {
      try channel.write(request, deadline: deadline)
      return try channel.read(LanguageReply.self, deadline: deadline)
    } catch {
      switch error {
      case .timedOut:
        collect()
        throw .timedOut(seconds: seconds)
      case .closed:
        throw .serverDied(collect(patience: 200))
      case .malformed(let reason):
        collect()
        throw .serverDied("it sent something that is not a reply: \(reason)")
      }
    }
  }

  /// False once the process has ended by itself, say by the out-of-memory killer. Meaningful between exchanges.
  var isAlive: Bool { channel.isQuiet }

  /// Ends the process, which has nothing to save. An exchange in progress fails.
  func kill() {
    isCollected.withLock { if !$0 { _ = Glibc.kill(processID, SIGKILL) } }
  }

  /// Ends and collects the process.
  /// - Parameter patience: milliseconds to wait for it to end by itself; one that crashed closes its socket a moment
  ///   before it is dead.
  /// - Returns: how it ended, in words.
  @discardableResult
  private func collect(patience: Int = 0) -> String {
    isCollected.withLock { isCollected in
      guard !isCollected else { return "it has ended" }
      isCollected = true
      var status: Int32 = 0
      for _ in 0..<patience {
        if waitpid(processID, &status, WNOHANG) == processID { return Self.describe(status) }
        usleep(1000)
      }
      _ = Glibc.kill(processID, SIGKILL)
      while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
      return "it closed its connection"
    }
  }

  private static func describe(_ status: Int32) -> String {
    let signal = status & 0x7f
    guard signal != 0 else { return "exit code \(status >> 8 & 0xff)" }
    return "signal \(signal), \(String(cString: strsignal(signal)))"
  }
}

/// Starts a program with one socket as standard input and output, standard error discarded, and no other descriptor.
///
/// It gets a process group of its own, so that an interrupt sent to the kernel's group does not end it.
private func spawn(
  _ processID: inout pid_t, _ arguments: [String], _ environment: [String], standardStreams socket: Int32
) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
  posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // Signals that the kernel blocks or ignores are the server's again.
  var none = sigset_t()
  sigemptyset(&none)
  var all = sigset_t()
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
  posix_spawnattr_setflags(&attributes, Int16(flags))

  var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
  var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
  defer { for string in argv + envp { free(string) } }
  return posix_spawn(&processID, arguments[0], &actions, &attributes, &argv, &envp)
}
