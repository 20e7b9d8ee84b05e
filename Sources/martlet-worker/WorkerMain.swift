// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Dispatch
import Glibc
import WorkerProtocol

/// The process that runs cells.
///
/// `martlet-worker CHANNEL LIBRARY…`: CHANNEL is the descriptor of a connected socket to the kernel, the libraries are
/// opened at start with their symbols visible to every cell. The main thread serves the main queue and the
/// main actor; the cells run on threads of their own.
@main
enum WorkerMain {
  static func main() {
    guard CommandLine.arguments.count >= 2, let descriptor = Int32(CommandLine.arguments[1]) else {
      print("martlet-worker is started by martlet and does nothing on its own")
      fflush(nil)
      _exit(64)
    }
    // Cells may start programs; those must not hold the channel open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    worker_buffer_stdout()
    worker_install_handlers()
    WorkerMainExecutor.shared.install()

    let channel = FrameChannel(descriptor: descriptor)
    let libraries = Array(CommandLine.arguments.dropFirst(2))
    let worker = Worker(channel: channel)
    WorkerHost.shared = WorkerHost(channel: channel)
    // On the main thread: Foundation, opened with them, gives the main queue to the thread that opens it.
    guard worker.open(libraries) else { _exit(0) }
    Thread.start {
      worker.serve()
      _exit(0)
    }
    WorkerMainExecutor.shared.serve()
  }
}

/// A detached POSIX thread.
enum Thread {
  private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  static func start(_ run: @escaping () -> Void) {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(Body(run)).toOpaque())
    pthread_detach(thread)
  }
}
