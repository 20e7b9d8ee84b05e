// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The regularised incomplete beta function I_x(a, b), the probability that a beta variable lies below x.
///
/// By its continued fraction (Abramowitz and Stegun 26.5.8) on the side where that converges fast.
/// - Parameters:
///   - y: 1 - x, given so that neither loses digits.
///   - logX: ln x, in case x is too small for a number.
func incompleteBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double, logX: Double? = nil) -> ScaledProbability {
  if y <= 0 { return .all }
  if x <= 0 && logX == nil { return .none }
  if x > (a + 1) / (a + b + 2) {
    return ScaledProbability(complementOf: lowerBeta(y, x, b, a, logX: nil))
  }
  return lowerBeta(x, y, a, b, logX: logX)
}

private func lowerBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double, logX: Double?) -> ScaledProbability {
  let n = a + b
  // n x - a, the distance from the mean, from products that do not cancel more than they must.
  let excess = b * x - a * y
  let exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b)
    - deviance(a, excess, logRatio: (logX ?? log(x)) + log(n / a))
    - deviance(b, -excess, logRatio: log(y) + log(n / b))
  let density = (a * b / n / (2 * Double.pi)).squareRoot()
  return ScaledProbability(factor: density / a * betaFraction(x, a, b), exponent: exponent)
}

/// The continued fraction, by Lentz's method.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  d = 1 / (abs(d) < tiny ? tiny : d)
  var result = d
  var m = 0.0
  while m < 1e6 {
    m += 1
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    d = 1 / (abs(d) < tiny ? tiny : d)
    c = 1 + even / c
    if abs(c) < tiny { c = tiny }
    result *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    d = 1 / (abs(d) < tiny ? tiny : d)
    c = 1 + odd / c
    if abs(c) < tiny { c = tiny }
    let step = d * c
    result *= step
    if abs(step - 1) < 1e-16 { break }
  }
  return result
}
