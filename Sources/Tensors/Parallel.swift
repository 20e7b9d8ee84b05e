// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS
import Dispatch
import Glibc
import JupyterDisplay
import Synchronization

/// How many threads numerical loops use: the processors this process may run on.
package let processorCount: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

/// Threads that ``parallel(_:grain:_:)`` and OpenBLAS may use; tests of determinism change it, in a process of their own.
nonisolated(unsafe) package private(set) var threadCount = processorCount

/// Threads that OpenBLAS uses where nobody needs it on one.
nonisolated(unsafe) private var threadCountOfBLAS = openblas_get_num_threads()

package func setThreadCount(_ count: Int) {
  threadCount = count
  threadCountOfBLAS = Int32(count)
  openblas_set_num_threads(Int32(count))
}

/// How many callers need OpenBLAS on one thread just now. Its number of threads is the process's: the first one in sets
/// it, and the last one out sets it back.
private let callersOnOneThread = Lock(0)
/// Callers whose thread was left in the middle of it, and who are still counted.
private let callersLeft = Atomic(0)

/// Runs linear algebra on one thread: on several, OpenBLAS adds in an order that depends on their number, and results
/// must not.
package func onOneThread<Result>(_ body: () -> Result) -> Result {
  countOnOneThread(1)
  defer { countOnOneThread(-1) }
  return Interrupt.holding({ _ in callersLeft.add(1, ordering: .relaxed) }, body)
}

/// Gives OpenBLAS its threads back where a caller that needed one was left; asked before work for several.
package func forgetCallersLeft() {
  if callersLeft.load(ordering: .relaxed) > 0 { countOnOneThread(0) }
}

private func countOnOneThread(_ change: Int) {
  // Asked before the first change.
  let threadsOtherwise = threadCountOfBLAS
  callersOnOneThread.withLock { count in
    count = max(0, count + change - callersLeft.exchange(0, ordering: .relaxed))
    openblas_set_num_threads(count > 0 ? 1 : threadsOtherwise)
  }
}

/// Runs `body` over parts of `0..<count` of at least `grain` elements each, on several threads if there are enough
/// parts.
///
/// There are more parts than threads: on a busy machine a thread that comes late then takes fewer of them. The parts
/// depend only on `count` and `grain`.
package func parallel(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
  let parts = min(64, count / max(grain, 1))
  guard parts > 1, threadCount > 1 else {
    if count > 0 { body(0..<count) }
    return
  }
  withoutActuallyEscaping(body) { body in
    // Callers touch disjoint parts of memory only, which the type system cannot see.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      body(count * part / parts..<count * (part + 1) / parts)
    }
  }
}
