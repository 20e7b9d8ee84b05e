// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import Glibc

/// Writes a file whole or not at all: into a new file beside it, then by a rename, which POSIX makes atomic.
enum AtomicFile {
  /// - Throws: `NotebookError.unwritable`; the old file is then as it was.
  static func write(_ bytes: [UInt8], path: String) throws(NotebookError) {
    // A link stays a link: what it points at is replaced.
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let temporary = "\(target).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure(path)
        close(descriptor)
        unlink(temporary)
        throw error
      }
      written += count
    }
    // The mode of the file that is replaced stays.
    var status = stat()
    if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
    let isSafe = fsync(descriptor) == 0
    guard close(descriptor) == 0, isSafe, rename(temporary, target) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  /// Checks that a file could be written, without touching it: a long run must not fail at its end.
  /// - Throws: `NotebookError.unwritable`.
  static func checkWritable(_ path: String) throws(NotebookError) {
    let target = URL(filePath: path).resolvingSymlinksInPath()
    var status = stat()
    if stat(target.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .unwritable(path: path, reason: "it is a folder")
    }
    guard access(target.deletingLastPathComponent().path, W_OK) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> NotebookError {
    .unwritable(path: path, reason: String(cString: strerror(errno)))
  }
}
