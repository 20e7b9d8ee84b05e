// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Points in time as Jupyter headers carry them: ISO 8601 in UTC, with six digits of a second.
public enum Timestamp {
  /// The present moment, for example `2026-03-01T09:30:00.123456Z`.
  public static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return text(seconds: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1000)
  }

  /// - Parameters:
  ///   - seconds: since 1970-01-01T00:00:00Z.
  ///   - microseconds: 0..<1 000 000.
  package static func text(seconds: Int, microseconds: Int) -> String {
    var clock = time_t(seconds)
    var parts = tm()
    gmtime_r(&clock, &parts)
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = [padded(Int(parts.tm_year) + 1900, 4), padded(Int(parts.tm_mon) + 1, 2), padded(Int(parts.tm_mday), 2)]
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
    return "\(date.joined(separator: "-"))T\(time.joined(separator: ":")).\(padded(microseconds, 6))Z"
  }
}
