// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// A distribution of one continuous variable: tails that keep their digits however small they are.
public protocol ContinuousDistribution: Sendable {
  /// The probability of a value up to and including `x`. SciPy's `cdf`.
  func cdf(_ x: Double) -> Double
  /// The probability of a value above `x`; exact near 0, where `1 - cdf` is not. SciPy's `sf`.
  func survival(_ x: Double) -> Double
  /// The natural logarithm of ``survival(_:)``, also where that is too small for a number. SciPy's `logsf`.
  func logSurvival(_ x: Double) -> Double
  /// The natural logarithm of ``cdf(_:)``, also where that is too small for a number. SciPy's `logcdf`.
  func logCDF(_ x: Double) -> Double
  /// The value that the variable stays below with probability `p`. SciPy's `ppf`. NaN outside 0...1.
  func quantile(_ p: Double) -> Double
  /// The value that the variable exceeds with probability `p`; exact for small ones, which 1 - p would lose. SciPy's
  /// `isf`. NaN outside 0...1.
  func survivalQuantile(_ p: Double) -> Double
}

/// The normal distribution with mean 0 and standard deviation 1.
public struct NormalDistribution: ContinuousDistribution {
  public init() {}
  public func cdf(_ x: Double) -> Double { normalSurvival(-x) }
  public func survival(_ x: Double) -> Double { normalSurvival(x) }
  public func logSurvival(_ x: Double) -> Double { logNormalSurvival(x) }
  public func logCDF(_ x: Double) -> Double { logNormalSurvival(-x) }
  public func quantile(_ p: Double) -> Double { normalQuantile(p) }
  public func survivalQuantile(_ p: Double) -> Double { -normalQuantile(p) }
}

/// Student's t distribution.
public struct StudentTDistribution: ContinuousDistribution {
  /// Greater than 0; infinity is the normal distribution.
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    guard degreesOfFreedom > 0 else {
      trap("StudentTDistribution: the degrees of freedom must be greater than 0, but are \(degreesOfFreedom)")
    }
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var tail: StudentTail { StudentTail(degreesOfFreedom) }

  public func cdf(_ x: Double) -> Double { survival(-x) }

  public func survival(_ x: Double) -> Double {
    let half = 0.5 * tail.twoSided(x).value
    return x > 0 ? half : 1 - half
  }

  public func logSurvival(_ x: Double) -> Double {
    let both = tail.twoSided(x)
    return x > 0 ? both.logarithm - log(2) : log1p(-0.5 * both.value)
  }

  public func logCDF(_ x: Double) -> Double { logSurvival(-x) }
  public func quantile(_ p: Double) -> Double { tail.quantile(p) }
  public func survivalQuantile(_ p: Double) -> Double { -tail.quantile(p) }
}

/// The χ² distribution: the sum of the squares of so many standard normal variables.
public struct ChiSquaredDistribution: ContinuousDistribution {
  /// Greater than 0.
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      trap("ChiSquaredDistribution: the degrees of freedom must be positive and finite, but are \(degreesOfFreedom)")
    }
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var shape: Double { degreesOfFreedom / 2 }

  public func cdf(_ x: Double) -> Double { incompleteGamma(shape, x / 2).lower.value }
  public func survival(_ x: Double) -> Double { incompleteGamma(shape, x / 2).upper.value }
  public func logSurvival(_ x: Double) -> Double { incompleteGamma(shape, x / 2).upper.logarithm }
  public func logCDF(_ x: Double) -> Double { incompleteGamma(shape, x / 2).lower.logarithm }
  public func quantile(_ p: Double) -> Double { root(below: p, above: 1 - p) }
  public func survivalQuantile(_ p: Double) -> Double { root(below: 1 - p, above: p) }

  /// The value with these probabilities on either side, of which the smaller has the digits.
  private func root(below: Double, above: Double) -> Double {
    guard below > 0, above > 0 else { return below == 0 ? 0 : above == 0 ? .infinity : .nan }
    let a = shape
    let isBelow = below < above
    // Wilson and Hilferty's approximation; where it fails, far below, the series' first term.
    let z = isBelow ? normalQuantile(below) : -normalQuantile(above)
    let cubeRoot = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
    let logGamma = a < 1 ? logGammaOfOnePlus(a) : stirlingError(a) + (a + 0.5) * log(a) - a + 0.9189385332046727418
    let first = (log(below) + logGamma) / a
    let start = max(a * cubeRoot * cubeRoot * cubeRoot, exp(max(first, -745)))
    return 2
      * logarithmicRoot(start: start, target: log(isBelow ? below : above), isRising: isBelow) { x in
        let (lower, upper) = incompleteGamma(a, x)
        return (isBelow ? lower.logarithm : upper.logarithm, logGammaDensity(a, x))
      }
  }
}
