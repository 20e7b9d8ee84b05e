// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A thread with a name, which `top -H` and debuggers show.
package final class KernelThread: Sendable {
  private let handle: pthread_t

  /// Starts a thread.
  /// - Parameter name: at most 15 bytes are kept.
  /// - Precondition: the system can start another thread.
  package init(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let job = Unmanaged.passRetained(Job(name: name, body: body))
    let started: UnsafeMutablePointer<pthread_t> = .allocate(capacity: 1)
    defer { started.deallocate() }
    let status = pthread_create(started, nil, runJob, job.toOpaque())
    precondition(status == 0, "KernelThread: cannot start '\(name)': \(String(cString: strerror(status)))")
    handle = started.pointee
  }

  /// Waits until the thread has ended. Call it once.
  package func join() { pthread_join(handle, nil) }
}

private final class Job: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}

private func runJob(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  let job = Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue()
  setThreadName(job.name)
  job.body()
  return nil
}

/// A thread without its name is as good; the importer hides `pthread_setname_np`.
private func setThreadName(_ name: String) {
  let file = open("/proc/thread-self/comm", O_WRONLY)
  guard file >= 0 else { return }
  _ = write(file, Array(name.utf8), min(15, name.utf8.count))
  close(file)
}
