// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A lock between processes on one machine, of the kind that Python's `filelock` takes, so that each waits for the other.
final class FileLock: @unchecked Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Waits until nobody else holds the lock; it is given back with the returned object.
  static func acquire(_ file: URL) async throws(HubError) -> FileLock {
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: file.path, reason: error.localizedDescription)
    }
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: file.path, reason: String(cString: strerror(errno))) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      // Polling: a blocked `flock` could be ended neither by a cancelled task nor by an interrupted cell.
      do {
        try await Task.sleep(for: .milliseconds(100))
      } catch {
        close(descriptor)
        throw .unwritable(path: file.path, reason: "cancelled while another process was downloading")
      }
    }
    return FileLock(descriptor: descriptor)
  }
}
