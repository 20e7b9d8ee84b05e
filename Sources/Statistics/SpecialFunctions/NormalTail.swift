// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// e^(s²) erfc(s) for s ≥ 0, which neither overflows nor vanishes.
func scaledErfc(_ s: Double) -> Double {
  if s < 12 {
    // The square in two parts: its rounding error would be as large as the result's error in digits.
    let square = s * s
    let rest = fma(s, s, -square)
    return exp(square) * erfc(s) * (1 + rest)
  }
  let q = 0.5 / (s * s)
  var (sum, term, k) = (1.0, 1.0, 1.0)
  while abs(term) > 1e-17 && k < 60 {
    term *= -q * k
    sum += term
    k += 2
  }
  return sum / (s * Double.pi.squareRoot())
}

/// The probability that a standard normal variable exceeds z.
package func normalSurvival(_ z: Double) -> Double {
  if z < 5 { return 0.5 * erfc(z * 0.5.squareRoot()) }
  // Not erfc, which would make much of the rounding error of its argument.
  let square = z * z
  if square > 1500 { return 0 }
  return 0.5 * scaledErfc(z * 0.5.squareRoot()) * exp(-0.5 * square) * (1 - 0.5 * fma(z, z, -square))
}

/// Its natural logarithm, for z of any size.
package func logNormalSurvival(_ z: Double) -> Double {
  if z < 5 { return z < 0 ? log1p(-normalSurvival(-z)) : log(normalSurvival(z)) }
  return log(0.5 * scaledErfc(z * 0.5.squareRoot())) - 0.5 * z * z
}

/// The value that a standard normal variable stays below with the given probability.
///
/// Wichura's algorithm AS 241 (1988), exact to about 1e-16.
func normalQuantile(_ p: Double) -> Double {
  guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
  return approximateNormalQuantile(p)
}

private func approximateNormalQuantile(_ p: Double) -> Double {
  func ratio(_ r: Double, _ upper: [Double], _ lower: [Double]) -> Double {
    upper.reduce(0) { $0 * r + $1 } / lower.reduce(0) { $0 * r + $1 }
  }
  let q = p - 0.5
  if abs(q) <= 0.425 { return q * ratio(0.180625 - q * q, centreUpper, centreLower) }
  let r = (-log(q < 0 ? p : 1 - p)).squareRoot()
  let value = r <= 5 ? ratio(r - 1.6, middleUpper, middleLower) : ratio(r - 5, tailUpper, tailLower)
  return q < 0 ? -value : value
}

// The coefficients of AS 241, highest power first.
private let centreUpper = [
  2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
  1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0,
]
private let centreLower = [
  5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
  5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
]
private let middleUpper = [
  7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
  3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0,
]
private let middleLower = [
  1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
  6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1,
]
private let tailUpper = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
  2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0,
]
private let tailLower = [
  2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
  1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
]
