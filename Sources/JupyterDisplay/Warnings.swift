// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

@preconcurrency import Glibc

/// Says something that a reader of the cell's result must know, on standard error, which a notebook sets apart.
///
/// For what is no failure and must not be silent: a fit that did not converge, points that were left out.
public func warn(_ message: String) {
  // Written straight to the descriptor: what the cell has printed so far must come first.
  fflush(stdout)
  var line = "Warning: \(message)\n"
  line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress!, $0.count) }
}
