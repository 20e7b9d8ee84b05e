// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A file on this machine.
final class LocalSource: ByteSource {
  let name: String
  let size: Int
  private let descriptor: Int32

  init(path: String, name: String) throws(DatasetError) {
    self.name = name
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: name, reason: String(cString: strerror(errno))) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(file: name, reason: "it is not a file")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  func read(_ range: Range<Int>) async throws(DatasetError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let got = pread(descriptor, buffer.baseAddress! + count, range.count - count, off_t(range.lowerBound + count))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          failure = got < 0 ? errno : 0
          return
        }
        count += got
      }
    }
    guard bytes.count == range.count else {
      let reason = failure == 0 ? "it became shorter while it was being read" : String(cString: strerror(failure))
      throw .unreadable(file: name, reason: reason)
    }
    return bytes
  }
}
