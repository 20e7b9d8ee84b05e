// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc

/// Watches the worker's memory, so that a runaway cell ends with an error and not at the hands of the machine.
final class MemoryGuard: @unchecked Sendable {
  /// Resident bytes at which the cell is interrupted: `MARTLET_MEMORY_LIMIT` (bytes, or with K, M, G), else 85 % of
  /// what the machine or the container has.
  let limit: UInt64 = MemoryGuard.configuredLimit() ?? MemoryGuard.availableBytes() / 100 * 85
  var isRunning = false

  func watch() -> Never {
    while true {
      usleep(25_000)
      guard isRunning else { continue }
      if Self.residentBytes() > limit { worker_interrupt(kInterruptByMemory) }
    }
  }

  static func residentBytes() -> UInt64 {
    guard let line = firstLine(of: "/proc/self/statm") else { return 0 }
    let pages = line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) } ?? 0
    return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func configuredLimit() -> UInt64? {
    guard let value = getenv("MARTLET_MEMORY_LIMIT") else { return nil }
    let text = String(cString: value)
    let factors: [Character: UInt64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    if let last = text.last, let factor = factors[last] { return UInt64(text.dropLast()).map { $0 * factor } }
    return UInt64(text)
  }

  private static func availableBytes() -> UInt64 {
    let machine = UInt64(sysconf(Int32(_SC_PHYS_PAGES))) * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    let containers = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return containers.compactMap { firstLine(of: $0).flatMap { UInt64($0) } }.reduce(machine, min)
  }

  private static func firstLine(of path: String) -> Substring? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, 256, file) != nil else { return nil }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .split(separator: "\n").first
  }
}
