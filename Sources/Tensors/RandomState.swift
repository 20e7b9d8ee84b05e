// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Synchronization

/// Random numbers that are the same as those of `numpy.random.RandomState` with the same seed, draw by draw.
///
/// ```swift
/// let rng = RandomState(seed: 1)
/// let data = rng.randn(200, 3000)
/// ```
/// A generator is shared, not copied, and may be used from several threads; each call draws all of its numbers in one go.
public final class RandomState: Sendable {
  struct Engine: Sendable {
    var twister: MersenneTwister
    /// Normal numbers come in pairs; the second one waits here.
    var pendingNormal: Double?

    init(seed: UInt32) { twister = MersenneTwister(seed: seed) }
  }

  private let engine: Mutex<Engine>

  /// - Parameter seed: 0 to 2^32 - 1, as in NumPy; others trap.
  public init(seed: Int) { engine = Mutex(Engine(seed: Self.checked(seed))) }

  /// The generator for code that does not name one. It starts from an unpredictable seed; `seed(_:)` makes a session
  /// repeatable.
  public static let session = RandomState(seed: Int(UInt32.random(in: 0...UInt32.max)))

  /// Starts again from a seed.
  public func seed(_ seed: Int) { engine.withLock { $0 = Engine(seed: Self.checked(seed)) } }

  func draw<Result: Sendable>(_ body: (inout Engine) -> Result) -> Result { engine.withLock { body(&$0) } }

  private static func checked(_ seed: Int) -> UInt32 {
    guard let seed = UInt32(exactly: seed) else { trap("RandomState: seed \(seed) is not between 0 and 2^32 - 1") }
    return seed
  }
}
