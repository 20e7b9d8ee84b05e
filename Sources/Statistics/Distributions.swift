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
  /// The value that the variable stays below with probability `p`. SciPy's `ppf`. NaN outside 0...1.
  func quantile(_ p: Double) -> Double
}

/// The normal distribution with mean 0 and standard deviation 1.
public struct NormalDistribution: ContinuousDistribution {
  public init() {}
  public func cdf(_ x: Double) -> Double { normalSurvival(-x) }
  public func survival(_ x: Double) -> Double { normalSurvival(x) }
  public func logSurvival(_ x: Double) -> Double { logNormalSurvival(x) }
  public func quantile(_ p: Double) -> Double { normalQuantile(p) }
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

  public func quantile(_ p: Double) -> Double {
    p < 0.5 ? -tail.critical(2 * p) : tail.critical(2 * (1 - p))
  }
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

  public func cdf(_ x: Double) -> Double {
    x.isNaN ? .nan : incompleteGamma(degreesOfFreedom / 2, x / 2).lower.value
  }

  public func survival(_ x: Double) -> Double {
    x.isNaN ? .nan : incompleteGamma(degreesOfFreedom / 2, x / 2).upper.value
  }

  public func logSurvival(_ x: Double) -> Double {
    x.isNaN ? .nan : incompleteGamma(degreesOfFreedom / 2, x / 2).upper.logarithm
  }

  /// By bisection and Newton's method on the smaller tail.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? .infinity : .nan }
    var (low, high) = (0.0, max(degreesOfFreedom, 1))
    while cdf(high) < p { high *= 2 }
    while high - low > 4e-16 * high {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      let below = p < 0.5 ? cdf(middle) < p : survival(middle) > 1 - p
      if below { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
