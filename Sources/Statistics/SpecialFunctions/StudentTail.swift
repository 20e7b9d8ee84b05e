// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Tails of Student's t distribution with one number of degrees of freedom.
///
/// The probability that |T| exceeds |t| is the incomplete beta function I_x(ν/2, ½) at x = ν / (ν + t²). From 40
/// degrees of freedom on, and not too far out, it is found by the expansion of DiDonato and Morris (TOMS 708, 1992,
/// BGRAT) around erfc, which takes a handful of terms however many degrees there are.
struct StudentTail {
  let degreesOfFreedom: Double
  private let a: Double
  private let shifted: Double
  private let scale: Double

  init(_ degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    a = degreesOfFreedom / 2
    shifted = a - 0.25
    scale = degreesOfFreedom >= 40 && degreesOfFreedom.isFinite ? gammaRatioOfHalf(a) / shifted.squareRoot() : 1
  }

  /// The probability that |T| exceeds |t|.
  func twoSided(_ t: Double) -> ScaledProbability {
    let size = abs(t)
    guard !size.isNaN, degreesOfFreedom > 0 else { return ScaledProbability(factor: .nan, exponent: 0) }
    if size == 0 { return ScaledProbability(factor: 1, exponent: 0) }
    if size == .infinity { return ScaledProbability(factor: 0, exponent: 0) }
    if degreesOfFreedom == .infinity { return normal(size) }
    let ratio = size * size / degreesOfFreedom
    if degreesOfFreedom >= 40 && ratio < 1 { return expansion(log1p(ratio)) }
    guard ratio < 1e290 else {
      return incompleteBeta(0, 1, a, 0.5, logX: log(degreesOfFreedom) - 2 * log(size))
    }
    return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), a, 0.5)
  }

  private func normal(_ z: Double) -> ScaledProbability {
    ScaledProbability(factor: scaledErfc(z * 0.5.squareRoot()), exponent: -0.5 * z * z)
  }

  /// - Parameter logInverse: -ln x.
  private func expansion(_ logInverse: Double) -> ScaledProbability {
    let u = shifted * logInverse
    let root = u.squareRoot()
    // Both in units of √(u/π) e^-u, which the first term cancels and the others carry.
    let unit = root / Double.pi.squareRoot()
    var integral = scaledErfc(root)
    var sum = integral
    let divisor = 4 * shifted * shifted
    let square = logInverse * logInverse / 4
    var (power, b) = (unit, 0.5)
    for coefficient in Self.coefficients {
      integral = (b * (b + 1) * integral + (u + b + 1) * power) / divisor
      power *= square
      b += 2
      let term = coefficient * integral
      sum += term
      if abs(term) < 1e-17 * sum { break }
    }
    return ScaledProbability(factor: scale * sum, exponent: -u)
  }

  /// The p₁, p₂, … of BGRAT, which depend on b = ½ only.
  private static let coefficients: [Double] = {
    let b = 0.5
    var p = [1.0]
    var factorials = [1.0]  // of 1, 3, 5, …
    for n in 1...30 { factorials.append(factorials[n - 1] * Double(2 * n) * Double(2 * n + 1)) }
    for n in 1...30 {
      var next = 0.0
      for m in 1..<max(n, 1) where n > 1 { next += (Double(m) * b - Double(n)) * p[n - m] / factorials[m] }
      p.append(next / Double(n) + (b - 1) / factorials[n])
    }
    return Array(p[1...])
  }()
}

extension StudentTail {
  func density(_ t: Double) -> Double {
    guard degreesOfFreedom.isFinite else { return exp(-0.5 * t * t) / (2 * Double.pi).squareRoot() }
    let peak = gammaRatioOfHalf(a) / (Double.pi * degreesOfFreedom).squareRoot()
    return peak * exp(-(a + 0.5) * log1p(t * t / degreesOfFreedom))
  }

  /// The t that |T| exceeds with the given probability, by Newton's method on the logarithm of the tail.
  func critical(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? .infinity : probability == 1 ? 0 : .nan
    }
    let target = log(probability)
    // The logarithm of the tail as a function of ln t is concave and falls: steps from the left never overshoot.
    var t = min(-normalQuantile(probability / 2), 1e3)
    var (low, high) = (0.0, Double.infinity)
    for _ in 0..<200 {
      let tail = twoSided(t)
      let error = tail.logarithm - target
      if error > 0 { low = t } else { high = t }
      let slope = -2 * density(t) * t / max(tail.value, .leastNormalMagnitude)
      var next = t * exp(-error / slope)
      if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : low * 2 }
      if abs(next - t) <= 4e-16 * t { return next }
      t = next
    }
    return t
  }
}
