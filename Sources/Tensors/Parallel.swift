// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import COpenBLAS
import Dispatch
import Glibc

/// How many threads numerical loops use: the processors this process may run on.
package let processorCount: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

/// Threads that ``parallel(_:grain:_:)`` and OpenBLAS may use; tests of determinism change it, in a process of their own.
nonisolated(unsafe) package private(set) var threadCount = processorCount

package func setThreadCount(_ count: Int) {
  threadCount = count
  openblas_set_num_threads(Int32(count))
}

/// Runs linear algebra on one thread: on several, OpenBLAS adds in an order that depends on their number, and results
/// must not.
package func onOneThread<Result>(_ body: () -> Result) -> Result {
  let count = openblas_get_num_threads()
  openblas_set_num_threads(1)
  defer { openblas_set_num_threads(count) }
  return body()
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
