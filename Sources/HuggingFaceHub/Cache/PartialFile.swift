// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A download on its way: bytes are appended to `<blob>.incomplete`, where the next attempt goes on.
final class PartialFile {
  private let path: String
  private let descriptor: Int32
  private(set) var size: Int

  init(for blob: URL) throws(HubError) {
    path = blob.path + ".incomplete"
    do {
      try FileManager.default.createDirectory(at: blob.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    size = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { close(descriptor) }

  /// Passes on what earlier attempts have fetched.
  func readAll(_ body: (UnsafeRawBufferPointer) -> Void) {
    lseek(descriptor, 0, SEEK_SET)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = read(descriptor, buffer.baseAddress, buffer.count), count > 0 {
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    lseek(descriptor, 0, SEEK_END)
  }

  func append(_ bytes: Data) throws(HubError) {
    guard let reason = bytes.withUnsafeBytes(failure(writing:)) else {
      size += bytes.count
      return
    }
    // A full disk is everybody's trouble: give the space back.
    discard()
    throw .unwritable(path: path, reason: reason)
  }

  /// Writes all bytes; what prevented it, if anything.
  private func failure(writing bytes: UnsafeRawBufferPointer) -> String? {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(cString: strerror(errno)) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return nil
  }

  func discard() {
    unlink(path)
    ftruncate(descriptor, 0)
    size = 0
  }

  /// Gives the file its final name, once it is on the disk.
  func complete(as blob: URL) throws(HubError) {
    guard fsync(descriptor) == 0, rename(path, blob.path) == 0 else {
      throw .unwritable(path: blob.path, reason: String(cString: strerror(errno)))
    }
  }

  /// How many bytes still fit on the disk.
  var freeSpace: Int? {
    var status = statvfs()
    guard fstatvfs(descriptor, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
