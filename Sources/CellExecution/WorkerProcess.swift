// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import WorkerProtocol

/// A started worker: its process and its ends of the channel and the pipes.
struct WorkerProcess {
  let processID: pid_t
  let channel: FrameChannel
  let output: Int32
  let errors: Int32

  struct StartFailure: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts `martlet-worker` with the libraries that cells import.
  init(executable: String, libraries: [String]) throws(StartFailure) {
    let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    var channel: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    var errors: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, flags, 0, &channel) == 0, Self.makePipe(&output), Self.makePipe(&errors) else {
      throw StartFailure(description: "cannot open a channel to the worker: \(String(cString: strerror(errno)))")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let workerEnd: Int32 = 3
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
    posix_spawn_file_actions_adddup2(&actions, channel[1], workerEnd)
    // A group of its own: a signal to the kernel's group is not meant for the cells.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    // The caller's thread may have signals blocked, as Dispatch's threads do; the worker lives by its signals.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    let argv = ([executable, String(workerEnd)] + libraries).map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, executable, &actions, &attributes, argv, environ)
    for descriptor in [channel[1], output[1], errors[1]] { close(descriptor) }
    guard code == 0 else {
      for descriptor in [channel[0], output[0], errors[0]] { close(descriptor) }
      throw StartFailure(description: "cannot start \(executable): \(String(cString: strerror(code)))")
    }
    processID = process
    self.channel = FrameChannel(descriptor: channel[0])
    self.output = output[0]
    self.errors = errors[0]
  }

  func kill() { _ = Glibc.kill(processID, SIGKILL) }

  /// Waits for the process, which has closed its channel or been killed, and says how it ended.
  func reap() -> Death {
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
    for descriptor in [channel.descriptor, output, errors] { close(descriptor) }
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
  }

  enum Death: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// Ended by the kernel, because an interrupted cell could not be left anywhere safe.
    case uninterruptible

    var description: String {
      switch self {
      case .exited(let code): "it exited with code \(code)"
      case .uninterruptible: "the interrupted cell could not be stopped in any other way"
      case .signalled(SIGKILL):
        "it was killed (SIGKILL), by a user or because the system ran out of memory"
      case .signalled(let number): "it was ended by signal \(number) (\(String(cString: strsignal(number))))"
      }
    }
  }

  private static func makePipe(_ ends: inout [Int32]) -> Bool {
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // What the pipe holds when a cell ends is published at once, whatever the pace.
    _ = fcntl(ends[0], F_SETPIPE_SZ, Int32(OutputStream.largestMessage))
    return true
  }

  private static let F_SETPIPE_SZ: Int32 = 1031
}
