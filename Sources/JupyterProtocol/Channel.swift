// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The five channels between a kernel and its clients.
public enum Channel: String, CaseIterable, Sendable {
  /// Requests for execution and information, answered one by one.
  case shell
  /// The same kind of requests, answered also while a cell runs: interrupt, shutdown, kernel_info.
  case control
  /// What the kernel publishes to all clients.
  case iopub
  /// Requests from the kernel to the user.
  case stdin
  /// Bytes that the kernel sends back as they came.
  case heartbeat
}
