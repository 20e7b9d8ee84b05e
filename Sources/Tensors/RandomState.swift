// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay

/// Random numbers that are the same as those of `numpy.random.RandomState` with the same seed, draw by draw.
///
/// ```swift
/// let rng = RandomState(seed: 1)
/// let data = rng.randn(200, 3000)
/// ```
/// A generator is shared, not copied. Give each thread its own: calls at the same moment are safe but may draw the same
/// numbers.
public final class RandomState: Sendable {
  struct Engine: Sendable {
    var twister: MersenneTwister
    /// Normal numbers come in pairs; the second one waits here.
    var pendingNormal: Double?

    init(seed: UInt32) { twister = MersenneTwister(seed: seed) }
  }

  private let engine: Lock<Engine>

  /// - Parameter seed: 0 to 2^32 - 1, as in NumPy; others trap.
  public init(seed: Int) {
    let seed = Self.checked(seed)
    engine = Lock(Engine(seed: seed))
  }

  /// The generator for code that does not name one. It starts from an unpredictable seed; `seed(_:)` makes a session
  /// repeatable.
  public static let session = RandomState(seed: Int(UInt32.random(in: 0...UInt32.max)))

  /// Starts again from a seed.
  public func seed(_ seed: Int) {
    let seed = Self.checked(seed)
    engine.withLock { $0 = Engine(seed: seed) }
  }

  /// Draws from a copy of the engine, which then replaces it.
  ///
  /// The lock is not held meanwhile: an interrupt may end the cell in the middle of a long draw, and must find neither
  /// a locked generator afterwards nor one that stopped between two numbers.
  func draw<Result>(_ body: (inout Engine) -> Result) -> Result {
    var copy = engine.withLock { $0 }
    let result = body(&copy)
    engine.withLock { [copy] in $0 = copy }
    return result
  }

  private static func checked(_ seed: Int) -> UInt32 {
    guard let seed = UInt32(exactly: seed) else { trap("RandomState: seed \(seed) is not between 0 and 2^32 - 1") }
    return seed
  }
}
