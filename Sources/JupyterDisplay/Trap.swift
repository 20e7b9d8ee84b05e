// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Ends the cell with a message that names the operation, what it was given and the remedy.
///
/// Misuse traps: cells stay free of `try`, and the session outlives the trap. The one way to do so on the notebook's side:
/// optimised code keeps the message, as it does not for `precondition`, and `.ci/check-traps` forbids the others.
@usableFromInline
package func trap(_ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  fatalError(message(), file: file, line: line)
}
