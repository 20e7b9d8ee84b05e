// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Glibc

/// What the operating system refused to do with a file, and its own word why.
package struct FileError: Error {
  package let path: String
  package let action: String
  package let reason: String

  package init(_ path: String, _ action: String, code: Int32 = errno) {
    self.path = path
    self.action = action
    reason = String(cString: strerror(code))
  }

  package init(_ path: String, _ action: String, reason: String) {
    (self.path, self.action, self.reason) = (path, action, reason)
  }
}

/// A file's bytes, mapped into memory as long as this object lives: pages are read when they are first looked at, and
/// the operating system may drop them again.
package final class MappedFile: @unchecked Sendable {
  package let path: String
  package let bytes: UnsafeRawBufferPointer

  package init(_ path: String) throws(FileError) {
    self.path = path
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileError(path, "open it") }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw FileError(path, "read its size") }
    guard information.st_mode & S_IFMT == S_IFREG else { throw FileError(path, "read it", code: EISDIR) }
    let size = Int(information.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw FileError(path, "map it into memory")
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    // Every reader of files begins here, so that all of them say it.
    if let reason = StandInFile.description(of: bytes) { throw FileError(path, "read it", reason: reason) }
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }
}
