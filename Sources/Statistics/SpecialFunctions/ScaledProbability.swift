// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A probability in the form factor · e^exponent, so that its logarithm is there where the number itself is too small;
/// or as what it lacks of 1, so that its logarithm is there where the number itself is too near 1.
struct ScaledProbability {
  private let factor: Double
  private let exponent: Double
  private let isRest: Bool

  init(factor: Double, exponent: Double) { (self.factor, self.exponent, isRest) = (factor, exponent, false) }

  /// 1 less a probability.
  init(complementOf other: ScaledProbability) { (factor, exponent, isRest) = (other.value, 0, true) }

  static let none = ScaledProbability(factor: 0, exponent: 0)
  static let all = ScaledProbability(factor: 1, exponent: 0)
  static let unknown = ScaledProbability(factor: .nan, exponent: 0)

  var value: Double { isRest ? 1 - factor : factor * exp(exponent) }
  var logarithm: Double { isRest ? log1p(-factor) : log(factor) + exponent }
}
