// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Proof of how good a fit is; it holds whatever the solver did.
public struct Certificate: Sendable, Equatable {
  /// No coefficients whatsoever have an objective lower than this fit's by more than the gap. In units of the
  /// objective; not negative except by rounding. NaN without a penalty, where only the residual is known.
  public let dualityGap: Double
  /// The largest violation of the optimality conditions, where 1 is the weight of the penalty: how far the gradient of
  /// the loss is from balancing the penalty's.
  public let kktResidual: Double

  init(dualityGap: Double, kktResidual: Double) {
    self.dualityGap = dualityGap
    self.kktResidual = kktResidual
  }
}
