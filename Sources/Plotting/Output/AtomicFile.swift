// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Files that appear whole or not at all.
enum AtomicFile {
  /// Writes beside the file and takes its place only when everything is on the disk.
  /// - Throws: ``PlotError/cannotWrite(path:reason:)`` with the operating system's reason; an older file is untouched.
  static func write(_ bytes: [UInt8], to path: String, named name: String) throws {
    // Through a link to the file it means, or the link would be replaced.
    let target = realpath(path, nil).map { real in
      defer { free(real) }
      return String(cString: real)
    }
    let final = target ?? path
    let temporary = "\(final).\(getpid()).part"
    func failure(_ code: Int32) -> PlotError { .cannotWrite(path: name, reason: String(cString: strerror(code))) }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(errno) }
    var code: Int32 = 0
    var rest = bytes[...]
    while !rest.isEmpty, code == 0 {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { code = errno }
    }
    // Without this a disk that fills up later would be told to no one.
    if code == 0, fsync(descriptor) != 0, errno != EINVAL { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, final) != 0 { code = errno }
    guard code != 0 else { return }
    unlink(temporary)
    throw failure(code)
  }
}
