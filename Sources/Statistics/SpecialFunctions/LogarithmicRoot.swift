// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The positive x at which the logarithm of a tail has a given value, by Newton's method on logarithms of both.
///
/// In logarithms far tails are straight lines, so that x = 1e-200 or 1e200 is found as fast as x = 1. Bisection takes
/// over where a step leaves what is known to hold the root.
/// - Parameters:
///   - start: any positive guess.
///   - isRising: whether the tail grows with x.
///   - tail: the logarithm of the tail at x, and of x times the density there.
func logarithmicRoot(
  start: Double, target: Double, isRising: Bool, _ tail: (Double) -> (logarithm: Double, logDensity: Double)
) -> Double {
  // Logarithms of x that are known to lie below and above the root: from the least number to the largest.
  var (low, high) = (-745.2, 709.8)
  var u = min(max(log(start), low), high)
  for _ in 0..<200 {
    let x = exp(u)
    let (logarithm, logDensity) = tail(x)
    let error = logarithm - target
    let step = -error / (exp(logDensity - logarithm) * (isRising ? 1 : -1))
    // The error of a step is a small multiple of its square, and that of the logarithm a few of its last digits.
    if abs(step) <= 1e-10 || error == 0 { return x * (1 + (error == 0 ? 0 : step)) }
    if (error > 0) == isRising { high = u } else { low = u }
    let next = u + step
    u = next > low && next < high ? next : (low + high) / 2
    if high - low <= 1e-15 * abs(u) { break }
  }
  return u >= 709.7 ? .infinity : u <= -745.1 ? 0 : exp(u)
}
