// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A kernel's process, in a process group of its own so that Ctrl-C in the terminal does not reach it.
final class KernelProcess {
  let identifier: pid_t
  /// The wait status, once the process has ended.
  private var status: Int32?

  /// Starts `command` with its output going to the file `log`.
  /// - Throws: `RunError.kernelNotStarted`.
  init(_ command: [String], environment: [String: String], folder: String, log: String) throws(RunError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The runner may ignore or block signals; a child would inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETPGROUP)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    // The C library's own way to start a process in another folder is hidden from Swift.
    let shell = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder] + command
    var arguments = shell.map { strdup($0) } + [nil]
    var variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var child: pid_t = 0
    let error = posix_spawn(&child, shell[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
      throw .kernelNotStarted(reason: "cannot run \(shell[0]): \(String(cString: strerror(error)))")
    }
    identifier = child
  }

  var isRunning: Bool {
    if status == nil {
      var waited: Int32 = 0
      // Something else that waits for all children would take the status away; the process is gone then, too.
      let result = waitpid(identifier, &waited, WNOHANG)
      if result == identifier { status = waited } else if result == -1, errno == ECHILD { status = 0 }
    }
    return status == nil
  }

  /// How the process ended, in words; nil while it runs.
  var endDescription: String? {
    guard !isRunning, let status else { return nil }
    let signal = status & 0x7F
    if signal == 0 { return "its process ended with exit code \((status >> 8) & 0xFF)" }
    return "its process was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
  }

  /// Sends a signal to the kernel's whole group, the processes it started included.
  func signal(_ number: Int32) { if isRunning { kill(-identifier, number) } }

  /// Waits until the process has ended. False when it has not within the time.
  func waitForExit(seconds: Double) -> Bool {
    let deadline = SuspendingClock.now.advanced(by: .seconds(seconds))
    while isRunning {
      guard SuspendingClock.now < deadline else { return false }
      usleep(5000)
    }
    return true
  }
}
