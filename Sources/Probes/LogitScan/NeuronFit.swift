// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// Which p-value is meant.
public enum LogitPValue: String, Sendable, CaseIterable {
  /// Of β over its standard error, as statsmodels has it. Blind to the penalty, and meaningless where the classes are
  /// separable (Hauck and Donner 1977).
  case wald
  /// Of the likelihoods with and without the neuron, both without penalty (Wilks 1938).
  case likelihoodRatio
}

/// Which part of a split is meant.
public enum SplitSide: String, Sendable, CaseIterable {
  case train
  case test
}

/// What the scan found of one neuron: a row of its table.
public struct NeuronFit: Sendable {
  /// As the model numbers it.
  public let layer: Int
  public let neuron: Int
  /// β: how much the log odds of the positive class rise with the activation. Exactly 0 where the penalty wins.
  public let coefficient: Double
  public let intercept: Double
  /// Of the coefficient and of the intercept, statsmodels' `bse`; NaN for one that is 0.
  public let standardError: Double
  public let interceptStandardError: Double
  /// Of the coefficient, two-sided; NaN where it is 0.
  public let waldP: Double
  /// NaN where the activations do not vary.
  public let likelihoodRatioP: Double
  /// Twice the gain in log likelihood by the coefficient, without penalty.
  public let likelihoodRatio: Double
  /// log L at the optimum, on the training rows.
  public let logLikelihood: Double
  /// The share of rows on the right side, 0 to 1; NaN without test rows.
  public let trainAccuracy: Double
  public let testAccuracy: Double
  /// The certificate: the largest violation of the optimality conditions, as a gradient of the objective, for
  /// activations scaled to at most unit size and divided by the weight of the penalty where that is above 1.
  public let kktResidual: Double
  /// The activations do not vary over the training rows.
  public let isConstant: Bool
  /// A threshold tells the training rows of the classes apart.
  public let isSeparated: Bool

  /// The natural logarithm of a p-value, also of one too small for a number.
  public func logP(_ kind: LogitPValue = .wald) -> Double {
    let z = kind == .wald ? abs(coefficient / standardError) : likelihoodRatio.squareRoot()
    return logNormalSurvival(z) + 0.6931471805599453
  }
}

extension LogitScanResults {
  func fit(_ index: Int) -> NeuronFit {
    let position = layerPosition(index)
    func value(_ column: LogitColumn) -> Double { self[column][index] }
    let status = Int(value(.status))
    return NeuronFit(
      layer: layers[position], neuron: index - starts[position], coefficient: value(.slope),
      intercept: value(.intercept), standardError: value(.slopeError),
      interceptStandardError: value(.interceptError), waldP: waldP[index], likelihoodRatioP: ratioP[index],
      likelihoodRatio: value(.ratio), logLikelihood: value(.logLikelihood), trainAccuracy: value(.train),
      testAccuracy: value(.test), kktResidual: value(.kkt), isConstant: status & 1 != 0, isSeparated: status & 2 != 0)
  }
}
