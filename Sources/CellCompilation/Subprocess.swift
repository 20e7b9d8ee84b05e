// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Synchronization

/// Runs a program to its end and collects what it says; cheaper than Foundation's Process, which matters for a
/// compiler that runs in 60 ms.
package enum Subprocess {
  package struct Outcome: Sendable {
    package var status: Int32
    package var output: String
    /// The program took longer than it was given and was ended.
    package var timedOut = false
    package var succeeded: Bool { status == 0 }
  }

  /// Lets another thread end the program that is running.
  package final class Cancellation: Sendable {
    private struct State {
      var process: pid_t = 0
      var isCancelled = false
    }

    private let state = Mutex(State())

    package init() {}

    package func cancel() {
      state.withLock {
        $0.isCancelled = true
        if $0.process > 0 { kill($0.process, SIGKILL) }
      }
    }

    fileprivate func began(_ process: pid_t) {
      state.withLock {
        $0.process = process
        if $0.isCancelled { kill(process, SIGKILL) }
      }
    }

    /// To be called before the process is reaped, so that its number cannot mean another one.
    fileprivate func ending() { state.withLock { $0.process = 0 } }
  }

  /// Runs a program with standard output and standard error in one stream.
  /// - Parameter seconds: the time after which the program is ended; nil for as long as it takes.
  package static func run(
    _ program: String, _ arguments: [String], cancellation: Cancellation? = nil, seconds: Int? = nil
  ) -> Outcome {
    // A socket pair rather than a pipe: it is born close-on-exec, so no child started meanwhile holds it open.
    var pipe: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &pipe) == 0 else {
      return Outcome(status: -1, output: "socketpair: \(String(cString: strerror(errno)))")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 2)
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, program, &actions, nil, argv, environ)
    close(pipe[1])
    defer { close(pipe[0]) }
    guard code == 0 else { return Outcome(status: -1, output: "\(program): \(String(cString: strerror(code)))") }
    cancellation?.began(process)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    var timedOut = false
    let start = time(nil)
    while true {
      if let seconds {
        let left = max(0, seconds - (time(nil) - start))
        var descriptor = pollfd(fd: pipe[0], events: Int16(POLLIN), revents: 0)
        if poll(&descriptor, 1, Int32(left * 1000)) == 0 {
          timedOut = true
          kill(process, SIGKILL)
          break
        }
      }
      let count = read(pipe[0], &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      output += chunk[..<count]
    }
    cancellation?.ending()
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let exited = status & 0x7f == 0
    return Outcome(
      status: exited ? status >> 8 & 0xff : -(status & 0x7f), output: String(decoding: output, as: UTF8.self),
      timedOut: timedOut)
  }
}
