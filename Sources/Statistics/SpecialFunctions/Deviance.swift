// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// ln Γ(x) less Stirling's formula (x - ½) ln x - x + ½ ln 2π, for x > 0.
///
/// Densities are written with this and ``deviance(_:_:)`` (Loader, "Fast and accurate computation of binomial
/// probabilities", 2000): the large logarithms, whose differences would cost digits, cancel before they are computed.
func stirlingError(_ x: Double) -> Double {
  if x < 10 {
    var sign: Int32 = 0
    // Not `lgamma`, which writes the sign to a global that other threads write to as well.
    return lgamma_r(x, &sign) - ((x - 0.5) * log(x) - x + 0.9189385332046727418)
  }
  // The series that starts 1 / 12x - 1 / 360x³; beyond x = 10 these terms leave less than 1e-17.
  let q = 1 / (x * x)
  var sum = 43867.0 / 244188
  for term in [-3617.0 / 122400, 1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360] {
    sum = sum * q + term
  }
  return (sum * q + 1.0 / 12) / x
}

/// a ln(a / m) + m - a with m = a + `excess`; not negative, and exact to the last digits where m is near a.
/// - Parameter logRatio: ln(m / a), used where m is far below a and the caller may know it better.
func deviance(_ a: Double, _ excess: Double, logRatio: @autoclosure () -> Double) -> Double {
  let e = excess / a
  if e < -0.4 { return a * (e - logRatio()) }
  if e > 0.4 { return a * (e - log1p(e)) }
  // e - ln(1 + e) by the series of the inverse hyperbolic tangent, since the two agree in their leading digits.
  let r = e / (2 + e)
  let q = r * r
  var (sum, power, divisor) = (0.0, 1.0, 3.0)
  while true {
    let next = sum + power / divisor
    if next == sum { break }
    sum = next
    power *= q
    divisor += 2
  }
  return a * r * (e - 2 * q * sum)
}

/// Γ(a + ½) / Γ(a).
func gammaRatioOfHalf(_ a: Double) -> Double {
  a.squareRoot() * exp(a * log1p(0.5 / a) - 0.5 + stirlingError(a + 0.5) - stirlingError(a))
}
