// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The regularised incomplete gamma functions P(a, x), the probability that a gamma variable of shape a lies below x,
/// and Q = 1 - P.
///
/// A series on one side of the mean, a continued fraction on the other; each side's small tail keeps all its digits.
func incompleteGamma(_ a: Double, _ x: Double) -> (lower: ScaledProbability, upper: ScaledProbability) {
  let (none, all) = (ScaledProbability(factor: 0, exponent: 0), ScaledProbability(factor: 1, exponent: 0))
  if x <= 0 { return (none, all) }
  if x == .infinity { return (all, none) }
  let exponent = -stirlingError(a) - deviance(a, x - a, logRatio: log(x / a))
  // x^a e^-x / Γ(a) is this factor times e^exponent.
  let density = (a / (2 * Double.pi)).squareRoot()
  if x < a + 1 {
    let lower = ScaledProbability(factor: density * gammaSeries(a, x), exponent: exponent)
    return (lower, ScaledProbability(factor: 1 - lower.value, exponent: 0))
  }
  let upper = ScaledProbability(factor: density * gammaFraction(a, x), exponent: exponent)
  return (ScaledProbability(factor: 1 - upper.value, exponent: 0), upper)
}

/// Σ x^k / (a (a + 1) … (a + k))
private func gammaSeries(_ a: Double, _ x: Double) -> Double {
  var (term, sum, k) = (1 / a, 1 / a, a)
  while term > sum * 1e-17 {
    k += 1
    term *= x / k
    sum += term
  }
  return sum
}

/// The continued fraction of Abramowitz and Stegun 6.5.31 in its even form, by Lentz's method.
private func gammaFraction(_ a: Double, _ x: Double) -> Double {
  let tiny = 1e-300
  var b = x + 1 - a
  var c = 1 / tiny
  var d = 1 / b
  var result = d
  var i = 0.0
  while i < 1e7 {
    i += 1
    let term = -i * (i - a)
    b += 2
    d = term * d + b
    d = 1 / (abs(d) < tiny ? tiny : d)
    c = b + term / c
    if abs(c) < tiny { c = tiny }
    let step = d * c
    result *= step
    if abs(step - 1) < 1e-16 { break }
  }
  return result
}
