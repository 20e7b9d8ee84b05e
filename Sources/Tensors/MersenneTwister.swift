// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The MT19937 generator of Matsumoto and Nishimura (1998), seeded from one number as in their reference code.
struct MersenneTwister: Sendable {
  private var state: [UInt32]
  private var position = length

  private static let length = 624
  private static let shift = 397

  init(seed: UInt32) {
    state = [seed]
    state.reserveCapacity(Self.length)
    for i in 1..<UInt32(Self.length) {
      let last = state[Int(i) - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ i)
    }
  }

  @inline(__always)
  mutating func next() -> UInt32 {
    if position == Self.length { regenerate() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  private mutating func regenerate() {
    let (n, m) = (Self.length, Self.shift)
    state.withUnsafeMutableBufferPointer { state in
      @inline(__always)
      func mixed(_ i: Int, _ next: Int, _ far: Int) -> UInt32 {
        let y = (state[i] & 0x8000_0000) | (state[next] & 0x7fff_ffff)
        return state[far] ^ (y >> 1) ^ (0 &- (y & 1)) & 0x9908_b0df
      }
      for i in 0..<n - m { state[i] = mixed(i, i + 1, i + m) }
      for i in n - m..<n - 1 { state[i] = mixed(i, i + 1, i + m - n) }
      state[n - 1] = mixed(n - 1, 0, m - 1)
    }
    position = 0
  }

  /// A number in [0, 1) with 53 random bits.
  @inline(__always)
  mutating func nextDouble() -> Double {
    let (high, low) = (next() >> 5, next() >> 6)
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// A whole number from 0 through `bound`, by rejection under the smallest mask that covers the bound.
  @inline(__always)
  mutating func next(through bound: UInt64) -> UInt64 {
    guard bound > 0 else { return 0 }
    let mask = UInt64.max >> UInt64(bound.leadingZeroBitCount)
    while true {
      let bits = bound <= UInt64(UInt32.max) ? UInt64(next()) : UInt64(next()) << 32 | UInt64(next())
      if bits & mask <= bound { return bits & mask }
    }
  }
}
