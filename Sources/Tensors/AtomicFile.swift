// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A file that appears under its name only when it is complete; a failure leaves an older one as it was.
package final class AtomicFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32

  package init(_ path: String) throws(FileError) {
    self.path = path
    temporary = "\(path).\(getpid()).part"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw FileError(path, "create it") }
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw FileError(path, "write it") }
      rest = rest.dropFirst(written)
    }
  }

  package func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBytes { bytes in Result { () throws(FileError) in try write(bytes) } }.get()
  }

  /// Gives the complete file its name.
  package func finish() throws(FileError) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporary, path) == 0 else {
      let error = FileError(path, "write it")
      unlink(temporary)
      throw error
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }
}

extension Tensor {
  /// The elements in row order, as bytes.
  func writeElements(to file: AtomicFile) throws(FileError) {
    let tensor = contiguous()
    defer { withExtendedLifetime(tensor.storage) {} }
    try file.write(UnsafeRawBufferPointer(start: tensor.base, count: count * MemoryLayout<Scalar>.stride))
  }
}
