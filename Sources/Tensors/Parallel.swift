// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Dispatch
import Glibc

/// How many threads numerical loops use: the processors this process may run on.
package let processorCount: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

/// Runs `body` over parts of `0..<count`, on several threads where each gets at least `grain` elements.
///
/// The parts depend only on `count`, `grain` and the number of processors, so results that do not depend on the split are
/// the same in every run.
package func parallel(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
  let parts = min(processorCount, count / max(grain, 1))
  guard parts > 1 else {
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
