// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CWorkerSupport
import Glibc

/// Watches memory, so that a runaway cell ends with an error and not at the hands of the machine.
final class MemoryGuard: @unchecked Sendable {
  /// Resident bytes at which the cell is interrupted: `MARTLET_MEMORY_LIMIT` (bytes, or with K, M, G), else 85 % of
  /// what the machine or the container has.
  private let limit: UInt64
  private let isConfigured: Bool
  /// Free memory of the machine below which a cell that grows is interrupted, whoever uses the rest.
  private let reserve: UInt64
  /// A cell may start above the limit, to free what an earlier one left; it must not grow from there.
  private static let allowance: UInt64 = 64 << 20

  private var isRunning = false
  private var startBytes: UInt64 = 0
  /// Resident bytes when the cell was interrupted.
  private(set) var tripBytes: UInt64 = 0

  init() {
    let configured = Self.configuredLimit()
    let total = Self.totalBytes()
    isConfigured = configured != nil
    limit = configured ?? total / 100 * 85
    reserve = min(total / 20, 1 << 30)
  }

  func begin() {
    startBytes = Self.residentBytes()
    tripBytes = 0
    isRunning = true
  }

  func end() { isRunning = false }

  func watch() -> Never {
    while true {
      usleep(20_000)
      guard isRunning, tripBytes == 0 else { continue }
      let resident = Self.residentBytes()
      guard resident > startBytes + Self.allowance else { continue }
      if resident > limit || (!isConfigured && Self.availableBytes() < reserve) {
        tripBytes = resident
        _ = worker_interrupt(kInterruptByMemory)
      }
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

  /// What the machine could still give out.
  private static func availableBytes() -> UInt64 {
    guard let file = fopen("/proc/meminfo", "r") else { return .max }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    while fgets(&buffer, 128, file) != nil {
      let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard line.hasPrefix("MemAvailable:") else { continue }
      return line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }.map { $0 << 10 } ?? .max
    }
    return .max
  }

  private static func totalBytes() -> UInt64 {
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
