// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Proof of how good a fit is; it holds whatever the solver did.
public struct Certificate: Sendable, Equatable {
  /// No coefficients whatsoever have an objective lower than this fit's by more than the gap. In units of the
  /// objective; not negative except by rounding.
  public let dualityGap: Double
  /// The largest violation of the optimality conditions, where 1 is the weight of the penalty: how far the gradient of
  /// the loss is from balancing the penalty's. The zeros of an optimum have gradients within 1.
  public let kktResidual: Double
}

extension Certificate {
  /// The certificate of an L1-penalised logistic regression.
  ///
  /// The dual point is the residual, scaled until it is feasible: first so that it sums to zero over the samples (the
  /// intercept is not penalised), then so that no feature correlates with it by more than 1.
  /// - Parameters:
  ///   - errors: for each sample the probability of the wrong class.
  ///   - largestCorrelation: the largest magnitude of a feature's product with the residual `C (target - probability)`.
  ///   - largestMagnitude: of the elements of the data; bounds what balancing does to the correlations.
  static func l1(
    objective: Double, C: Double, errors: Vector, targets: UnsafePointer<Double>, hasIntercept: Bool,
    largestCorrelation: Double, largestMagnitude: Double, kktResidual: Double
  ) -> Certificate {
    var sums = (negative: 0.0, positive: 0.0)
    for i in 0..<errors.count {
      if targets[i] == 1 { sums.positive += errors[i] } else { sums.negative += errors[i] }
    }
    let balanced = min(sums.negative, sums.positive)
    var balance = (negative: 1.0, positive: 1.0)
    if hasIntercept {
      balance.negative = balanced / max(sums.negative, .leastNormalMagnitude)
      balance.positive = balanced / max(sums.positive, .leastNormalMagnitude)
    }
    let shift =
      C * largestMagnitude
      * ((1 - balance.negative) * sums.negative + (1 - balance.positive) * sums.positive)
    let scale = 1 / max(1, largestCorrelation + shift)
    var dual = 0.0
    for i in 0..<errors.count {
      let u = errors[i] * scale * (targets[i] == 1 ? balance.positive : balance.negative)
      dual -= xLogX(u) + xLogX(1 - u)
    }
    return Certificate(dualityGap: objective - C * dual, kktResidual: kktResidual)
  }
}

private func xLogX(_ x: Double) -> Double { x > 0 ? x * log(x) : 0 }
