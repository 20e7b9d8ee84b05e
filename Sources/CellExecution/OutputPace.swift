// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Keeps text below the rate at which Jupyter's server throws output away.
///
/// The server measures messages over three seconds and drops what exceeds a million bytes a second on the average
/// (`iopub_data_rate_limit`, `rate_limit_window`). A cell that prints faster waits: its pipe is not read until the next
/// message may go. Of three million bytes in three seconds this allows 2.6, one message above the allowance included;
/// the rest is for what a pipe still holds when the cell ends.
struct OutputPace {
  static let burst = 700_000.0
  static let bytesPerSecond = 550_000.0

  private var allowance = Self.burst
  private var time: UInt64 = 0

  /// Nanoseconds until more text may be published; 0 when it may now.
  func delay(now: UInt64) -> UInt64 {
    let allowed = allowance(at: now)
    return allowed >= 0 ? 0 : UInt64(-allowed / Self.bytesPerSecond * 1e9) + 1
  }

  mutating func published(_ text: String, now: UInt64) {
    allowance = allowance(at: now) - Double(Self.size(text))
    time = now
  }

  private func allowance(at now: UInt64) -> Double {
    min(Self.burst, allowance + Double(now - time) / 1e9 * Self.bytesPerSecond)
  }

  /// Bytes of the text within a JSON string.
  static func size(_ text: String) -> Int {
    text.utf8.reduce(0) { size, byte in
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: "\""), UInt8(ascii: "\\"): size + 2
      case 0..<0x20: size + 6
      default: size + 1
      }
    }
  }
}
