// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension RandomState.Engine {
  mutating func nextExponential() -> Double { -Glibc.log(1 - twister.nextDouble()) }

  /// By Marsaglia and Tsang (2000); below 1 by Johnk's method.
  mutating func nextGamma(_ shape: Double) -> Double {
    if shape == 1 { return nextExponential() }
    if shape == 0 { return 0 }
    if shape < 1 {
      while true {
        let (u, v) = (twister.nextDouble(), nextExponential())
        if u <= 1 - shape {
          let x = Glibc.pow(u, 1 / shape)
          if x <= v { return x }
        } else {
          let y = -Glibc.log((1 - u) / shape)
          let x = Glibc.pow(1 - shape + shape * y, 1 / shape)
          if x <= v + y { return x }
        }
      }
    }
    let b = shape - 1 / 3.0
    let c = 1 / (9 * b).squareRoot()
    while true {
      var (x, v) = (0.0, 0.0)
      repeat {
        x = nextNormal()
        v = 1 + c * x
      } while v <= 0
      v = v * v * v
      let u = twister.nextDouble()
      if u < 1 - 0.0331 * (x * x) * (x * x) { return b * v }
      if Glibc.log(u) < 0.5 * x * x + b * (1 - v + Glibc.log(v)) { return b * v }
    }
  }

  /// By products of uniform numbers, and from a mean of 10 on by Hörmann's transformed rejection (1993).
  mutating func nextPoisson(_ mean: Double) -> Int {
    if mean == 0 { return 0 }
    if mean < 10 {
      let bound = Glibc.exp(-mean)
      var (count, product) = (0, 1.0)
      while true {
        product *= twister.nextDouble()
        if product <= bound { return count }
        count += 1
      }
    }
    let (root, logarithm) = (mean.squareRoot(), Glibc.log(mean))
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let (inverse, limit) = (1.1239 + 1.1328 / (b - 3.4), 0.9277 - 3.6224 / (b - 2))
    while true {
      let (u, v) = (twister.nextDouble() - 0.5, twister.nextDouble())
      let distance = 0.5 - Swift.abs(u)
      let k = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
      if distance >= 0.07 && v <= limit { return Int(k) }
      if k < 0 || (distance < 0.013 && v > distance) { continue }
      let left = Glibc.log(v) + Glibc.log(inverse) - Glibc.log(a / (distance * distance) + b)
      if left <= -mean + k * logarithm - Glibc.lgamma(k + 1) { return Int(k) }
    }
  }
}

extension RandomState {
  /// Exponentially distributed numbers with the given mean.
  public func exponential(scale: Double = 1, _ shape: Int...) -> Tensor<Double> {
    guard scale >= 0 else { trap("exponential: the scale must not be negative, but is \(scale)") }
    return filled(shape) { scale * $0.nextExponential() }
  }

  /// Numbers whose logarithms are normal with the given mean and standard deviation.
  public func lognormal(mean: Double = 0, std: Double = 1, _ shape: Int...) -> Tensor<Double> {
    filled(shape) { Glibc.exp(mean + std * $0.nextNormal()) }
  }

  /// Gamma-distributed numbers.
  /// - Parameter alpha: the shape parameter; the mean is `alpha * scale`.
  public func gamma(_ alpha: Double, scale: Double = 1, _ shape: Int...) -> Tensor<Double> {
    guard alpha >= 0, scale >= 0 else {
      trap("gamma: alpha and scale must not be negative, but are \(alpha) and \(scale)")
    }
    return filled(shape) { scale * $0.nextGamma(alpha) }
  }

  /// Whole numbers with a Poisson distribution.
  public func poisson(_ mean: Double, _ shape: Int...) -> Tensor<Int> {
    guard mean >= 0, mean < 1e15 else { trap("poisson: the mean must lie between 0 and 1e15, but is \(mean)") }
    return filled(shape) { $0.nextPoisson(mean) }
  }
}
