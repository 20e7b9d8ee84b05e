// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// What a logistic regression minimises, without the strength of its penalty: data, classes and weights, checked once.
///
/// Two classes have one output, whose sign tells them apart; more have one output each (softmax).
final class LogisticProblem: Sendable {
  let design: Design
  /// The class of each row, by position.
  let targets: [Int]
  let classCount: Int
  let outputs: Int
  /// How much each row counts.
  let weights: [Double]
  let totalWeight: Double
  /// Of the elements of the data.
  let largestMagnitude: Double
  let hasIntercept: Bool
  /// The intercept is penalised like the coefficients.
  let penalizesIntercept: Bool

  var rows: Int { design.rows }
  var width: Int { design.width }

  init(
    _ design: Design, targets: [Int], classCount: Int, weights: [Double], intercept: Bool,
    penalizesIntercept: Bool, largestMagnitude: Double
  ) {
    self.design = design
    self.targets = targets
    self.classCount = classCount
    outputs = classCount == 2 ? 1 : classCount
    self.weights = weights
    totalWeight = weights.reduce(0, +)
    hasIntercept = intercept
    self.penalizesIntercept = intercept && penalizesIntercept
    self.largestMagnitude = largestMagnitude
  }

  /// What rounding alone makes of a gradient that ought to vanish.
  func rounding(C: Double) -> Double {
    8 * Double.ulpOfOne * C * totalWeight * max(largestMagnitude, hasIntercept ? 1 : 0)
  }
}

/// What a solver found for one C: coefficients outputs × features.
struct LinearSolution {
  var coefficients: Tensor<Double>
  var intercepts: [Double]
  var objective: Double
  var iterations: Int
  var converged: Bool
  var certificate: Certificate
  /// The classes can be told apart without error, so that without a penalty nothing is best.
  var isSeparable = false
}

/// The weight of the coefficients' magnitudes and of half their squares.
struct PenaltyWeights: Sendable {
  var l1: Double
  var l2: Double
}
