// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What tests put in the place of a worker, in a process of their own: set before anything runs, never changed after.
package enum HostStandIn {
  /// Called at each ``Interrupt/check()``.
  nonisolated(unsafe) package static var interruptCheck: (() -> Void)?
  /// Called at each update and at the end of a ``ProgressBar``, with its title and the steps done.
  nonisolated(unsafe) package static var progress: ((_ title: String, _ completed: Int, _ isFinished: Bool) -> Void)?
}
