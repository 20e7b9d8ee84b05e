// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The regularised incomplete gamma functions P(a, x), the probability that a gamma variable of shape a lies below x,
/// and Q = 1 - P.
///
/// A series on one side of the mean, a continued fraction on the other; each side's small tail keeps all its digits.
func incompleteGamma(_ a: Double, _ x: Double) -> (lower: ScaledProbability, upper: ScaledProbability) {
  if x.isNaN { return (.unknown, .unknown) }
  if x <= 0 { return (.none, .all) }
  if x == .infinity { return (.all, .none) }
  let exponent = gammaExponent(a, x)
  // x^a e^-x / Γ(a) is this factor times e^exponent.
  let density = (a / (2 * Double.pi)).squareRoot()
  if x < a + 1 {
    let lower = ScaledProbability(factor: density * gammaSeries(a, x), exponent: exponent)
    guard a < 0.5, lower.value > 0.5 else { return (lower, ScaledProbability(complementOf: lower)) }
    let upper = upperOfSmallShape(a, x)
    return (ScaledProbability(complementOf: upper), upper)
  }
  let upper = ScaledProbability(factor: density * gammaFraction(a, x), exponent: exponent)
  return (ScaledProbability(complementOf: upper), upper)
}

/// The logarithm of x times the density of a gamma variable of shape a at x.
func logGammaDensity(_ a: Double, _ x: Double) -> Double { 0.5 * log(a / (2 * Double.pi)) + gammaExponent(a, x) }

private func gammaExponent(_ a: Double, _ x: Double) -> Double {
  // The quotient may be too small for a number while its logarithm is none too small.
  -stirlingError(a) - deviance(a, x - a, logRatio: log(x) - log(a))
}

/// ln Γ(1 + a) for 0 ≤ a < 1, which keeps its digits near 0 (Abramowitz and Stegun 6.1.33).
func logGammaOfOnePlus(_ a: Double) -> Double {
  var (sum, power) = (0.0, a)
  for (k, rest) in zetaRests.enumerated() {
    power *= -a
    sum -= rest * power / Double(k + 2)
  }
  return sum + a * (1 - 0.57721566490153286061) - log1p(a)
}

/// ζ(k) - 1 for k = 2, 3, …
private let zetaRests: [Double] = (2...60).map { k in
  // The sum up to N, and what is left of it by Euler and Maclaurin.
  let (n, power) = (50.0, Double(k))
  let first = stride(from: n - 1, through: 2, by: -1).reduce(0) { $0 + pow($1, -power) }
  let last = pow(n, -power)
  return first + last
    * (n / (power - 1) + 0.5 + power / (12 * n) - power * (power + 1) * (power + 2) / (720 * n * n * n)
      + power * (power + 1) * (power + 2) * (power + 3) * (power + 4) / (30240 * n * n * n * n * n))
}

/// Q(a, x) for small a and x up to about 1, where it is small because the distribution crowds at 0: 1 - P would lose it.
///
/// With w = ln(x^a / Γ(1 + a)), P = e^w (1 + a Σ (-x)^k / (k! (a + k))).
private func upperOfSmallShape(_ a: Double, _ x: Double) -> ScaledProbability {
  let w = a * log(x) - logGammaOfOnePlus(a)
  var (sum, term, k) = (0.0, 1.0, 0.0)
  while k < 100 {
    k += 1
    term *= -x / k
    sum += term / (a + k)
    if abs(term) < 1e-17 * abs(sum) { break }
  }
  return ScaledProbability(factor: -expm1(w) - exp(w) * a * sum, exponent: 0)
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
