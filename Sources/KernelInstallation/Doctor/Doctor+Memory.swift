// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Doctor {
  /// At what size will a cell be stopped?
  package func checkMemory() -> [Finding] {
    if let value = environment["MARTLET_MEMORY_LIMIT"] {
      guard value.wholeMatch(of: /[0-9]+[KMG]?/) != nil else {
        return [
          .warning(
            "memory", "MARTLET_MEMORY_LIMIT is '\(value)', which is not a number of bytes; it is ignored",
            mend: "export MARTLET_MEMORY_LIMIT=8G   # digits, then K, M, G or nothing")
        ]
      }
      return [.ok("memory", "cells are stopped at \(value) (MARTLET_MEMORY_LIMIT)")]
    }
    let machine = Self.availableMebibytes()
    let text = "cells are stopped at \(machine * 85 / 100) MiB, 85 % of the machine's memory"
    guard machine < 2048 else { return [.ok("memory", text)] }
    return [
      .warning(
        "memory", text + ": too little for the compiler and the lectures together",
        mend: "give the machine or the container at least 2 GiB")
    ]
  }

  /// Of the machine or of the container, whichever is less.
  private static func availableMebibytes() -> Int {
    let machine = Int(ProcessInfo.processInfo.physicalMemory)
    let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    let limits = files.compactMap { file -> Int? in
      (try? String(contentsOfFile: file, encoding: .utf8)).flatMap {
        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    return limits.reduce(machine, min) >> 20
  }
}
