// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CLocks

/// The lock of the notebook side: it guards a value, and outlives a thread that is left while it holds it.
///
/// A worker leaves a thread for good when its cell is interrupted or traps. An interrupt waits until the lock is given
/// back. After a trap, or a call of ``Interrupt/check()`` under the lock, the next who takes it finds the value made
/// anew: the old one may be half changed, and is not even released.
///
/// Keep the body short, and call no code of the user's in it. The lock is not recursive.
package final class Lock<Value>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<MartletLock>
  private let value: UnsafeMutablePointer<Value>
  private let make: () -> Value

  /// - Parameter value: makes the guarded value, now and after a thread was left with the lock.
  package init(_ value: @autoclosure @escaping @Sendable () -> Value) {
    lock = .allocate(capacity: 1)
    lock.initialize(to: MartletLock())
    self.value = .allocate(capacity: 1)
    self.value.initialize(to: value())
    make = value
  }

  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
    lock.deallocate()
  }

  package func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    if martlet_lock(lock) { value.initialize(to: make()) }
    defer { martlet_unlock(lock) }
    return try body(&value.pointee)
  }
}

extension Interrupt {
  /// Runs code that an interrupt must not leave halfway, such as a C library that calls back; the interrupt waits for its
  /// end, or for a call of ``check()`` in it.
  package static func deferred<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    martlet_begin_deferral()
    defer { martlet_end_deferral() }
    return try body()
  }

  /// Runs code, and calls `abandon` if the thread is left in it.
  /// - Parameter abandon: runs in a signal handler: it may store and load atomically, and nothing else.
  package static func holding<Result, Failure: Error>(
    _ abandon: @convention(c) (UnsafeMutableRawPointer?) -> Void, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    martlet_begin_hold(abandon, nil)
    defer { martlet_end_hold() }
    return try body()
  }
}
