// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellExecution
import Foundation

extension Doctor {
  /// Can the compiler's module cache and the session's files be written, and is there room for them?
  package func checkCache() -> [Finding] {
    let cache = Installation.cacheDirectory(environment: environment)
    let folders = [
      (path: cache, variable: "XDG_CACHE_HOME"), (path: NSTemporaryDirectory(), variable: "TMPDIR"),
    ]
    return folders.map { folder in
      if let reason = Self.reasonNotToWrite(in: folder.path) {
        return .problem(
          "cache", "\(folder.path) cannot be written: \(reason)",
          mend: "chown -R $USER \(folder.path)   # or set \(folder.variable) to a folder that is yours")
      }
      let free = Self.freeMebibytes(at: folder.path)
      // A session of two hundred cells takes about 20 MiB, the module cache about 100.
      guard free < 500 else { return .ok("cache", "\(folder.path), \(free) MiB free") }
      return .warning(
        "cache", "only \(free) MiB are free at \(folder.path)",
        mend: "df -h \(folder.path)   # make room, or set \(folder.variable) to a folder on another disk")
    }
  }

  private static func reasonNotToWrite(in folder: String) -> String? {
    let probe = "\(folder)/.doctor-\(getpid())"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("probe".utf8).write(to: URL(fileURLWithPath: probe))
      try FileManager.default.removeItem(atPath: probe)
      return nil
    } catch {
      return FileReason.text(error)
    }
  }

  private static func freeMebibytes(at path: String) -> Int {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return 0 }
    return (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
  }
}
