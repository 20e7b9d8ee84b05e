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
    guard !size.isNaN, degreesOfFreedom > 0 else { return .unknown }
    if size == 0 { return .all }
    if size == .infinity { return .none }
    if degreesOfFreedom == .infinity { return normal(size) }
    let ratio = size / degreesOfFreedom * size
    if degreesOfFreedom >= 40 && ratio < 1 { return expansion(log1p(ratio)) }
    guard ratio < 1e290 else {
      return incompleteBeta(0, 1, a, 0.5, logX: log(degreesOfFreedom) - 2 * log(size))
    }
    return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), a, 0.5)
  }

  private func normal(_ z: Double) -> ScaledProbability {
    ScaledProbability(factor: scaledErfc(z * 0.5.squareRoot()), exponent: -0.5 * z * z)
  }

  /// The probability that |T| stays below |t|, which keeps its digits near 0.
  func central(_ t: Double) -> ScaledProbability {
    let size = abs(t)
    if degreesOfFreedom == .infinity { return ScaledProbability(factor: erf(size * 0.5.squareRoot()), exponent: 0) }
    let ratio = size / degreesOfFreedom * size
    if ratio > 1e16 { return ScaledProbability(complementOf: twoSided(t)) }
    // Near the middle the density is the same everywhere.
    if ratio < 1e-17 { return ScaledProbability(factor: 2 * size, exponent: logPeak) }
    return incompleteBeta(ratio / (1 + ratio), 1 / (1 + ratio), 0.5, a)
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
  /// The logarithm of the density at 0.
  private var logPeak: Double {
    guard degreesOfFreedom.isFinite else { return -0.9189385332046727418 }
    return log(gammaRatioOfHalf(degreesOfFreedom / 2)) - 0.5 * log(Double.pi * degreesOfFreedom)
  }

  private func logDensity(_ t: Double) -> Double {
    guard degreesOfFreedom.isFinite else { return logPeak - 0.5 * t * t }
    let ratio = t / degreesOfFreedom * t
    let logarithm = ratio < 1e300 ? log1p(ratio) : 2 * log(t) - log(degreesOfFreedom)
    return logPeak - (degreesOfFreedom + 1) / 2 * logarithm
  }

  /// The t that T stays below with the given probability.
  func quantile(_ p: Double) -> Double {
    // Exact, as all these differences of neighbours are.
    p < 0.5 ? -critical(2 * p, rest: 2 * (0.5 - p)) : critical(2 * (1 - p), rest: 2 * (p - 0.5))
  }

  /// The t that |T| exceeds with the given probability.
  /// - Parameter rest: 1 less the probability. Where that is the smaller of the two, it is the one that has the digits.
  func critical(_ probability: Double, rest: Double) -> Double {
    guard probability > 0, rest > 0 else { return probability == 0 ? .infinity : rest == 0 ? 0 : .nan }
    let logPeak = logPeak
    if rest < 0.5 {
      return logarithmicRoot(start: 0.5 * rest * exp(-logPeak), target: log(rest), isRising: true) { t in
        (central(t).logarithm, log(2 * t) + logDensity(t))
      }
    }
    let start = min(-normalQuantile(probability / 2), 1e3)
    return logarithmicRoot(start: start, target: log(probability), isRising: false) { t in
      (twoSided(t).logarithm, log(2 * t) + logDensity(t))
    }
  }
}
