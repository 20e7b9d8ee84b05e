// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Statistics
import Tensors

/// The mean of -log p over samples, p being the probability given to the true class: scikit-learn's `log_loss`.
///
/// Probabilities of 0 count as the precision of their type (2.2e-16, or 1.2e-7 of Float), so that the loss stays finite.
///
/// Traps on shapes that do not fit, on probabilities outside 0 to 1, and on rows that do not sum to 1 (within 1e-6, or 3e-4 of
/// Float).
/// - Parameter probabilities: of the positive class (samples), or of each class in rising order (samples × classes).
public func logLoss<Label: ClassLabel, Scalar: NumberScalar>(
  _ labels: Tensor<Label>, _ probabilities: Tensor<Scalar>,
  weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double {
  let table = LabelTable(labels, rows: labels.count, operation: "logLoss")
  let count = labels.count
  let isMatrix = probabilities.rank == 2
  guard probabilities.shape == (isMatrix ? [count, table.classes.count] : [count]), isMatrix || table.classes.count == 2
  else {
    trap(
      "logLoss: \(count) labels of \(table.classes.count) classes need probabilities of shape "
        + "\(count) × \(table.classes.count)\(table.classes.count == 2 ? " or \(count)" : ""), but theirs is "
        + describe(shape: probabilities.shape))
  }
  let values = Array(probabilities.doubles)
  if let bad = values.firstIndex(where: { !(0...1).contains($0) }) {
    trap("logLoss: the probability at position \(bad) is \(values[bad]); it must lie between 0 and 1")
  }
  let weight = SampleChecks.weights(weights, rows: count, operation: "logLoss")
  let (width, smallest) = (table.classes.count, Scalar.relativePrecision)
  let tolerance = max(1e-6, Scalar.relativePrecision.squareRoot())
  var (sum, total) = (0.0, 0.0)
  for row in 0..<count {
    var p = 0.0
    if isMatrix {
      let all = values[(row * width)..<((row + 1) * width)].reduce(0, +)
      guard abs(all - 1) < tolerance else {
        trap("logLoss: the probabilities of row \(row) sum to \(all), not 1")
      }
      p = values[row * width + table.indices[row]]
    } else {
      p = table.indices[row] == 1 ? values[row] : 1 - values[row]
    }
    let share = weight?[row] ?? 1
    sum -= share * log(min(max(p, smallest), 1 - smallest))
    total += share
  }
  return sum / total
}

/// How well scores rank the positive samples above the negative ones: the area under the ROC curve, 0 to 1.
///
/// The share of pairs of a positive and a negative sample in which the positive one has the higher score, ties counting
/// half. scikit-learn's `roc_auc_score`; the positive class is the larger label.
///
/// Traps on other than two classes and on NaN.
public func rocAUCScore<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ scores: Tensor<some NumberScalar>,
  weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double {
  let table = LabelTable(labels, rows: scores.count, operation: "rocAUCScore")
  guard table.classes.count == 2 else {
    trap("rocAUCScore: two classes are needed, but the labels hold \(table.classes.count)")
  }
  let scores = scores.doubles
  if let bad = Array(scores).firstIndex(where: \.isNaN) { trap("rocAUCScore: the score of row \(bad) is NaN") }
  let weight = SampleChecks.weights(weights, rows: scores.count, operation: "rocAUCScore")
  let (order, values) = (Array(scores.argsort()), Array(scores))
  // Going up the scores: each positive sample beats the negative weight below it, and half of that beside it.
  var (area, negativeBelow, positives) = (0.0, 0.0, 0.0)
  var start = 0
  while start < order.count {
    var end = start
    var (tiedNegative, tiedPositive) = (0.0, 0.0)
    while end < order.count, values[order[end]] == values[order[start]] {
      let share = weight?[order[end]] ?? 1
      if table.indices[order[end]] == 1 { tiedPositive += share } else { tiedNegative += share }
      end += 1
    }
    area += tiedPositive * (negativeBelow + tiedNegative / 2)
    negativeBelow += tiedNegative
    positives += tiedPositive
    start = end
  }
  return area / (positives * negativeBelow)
}
