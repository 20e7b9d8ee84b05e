// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// What a score is taken over where it is a matter of classes.
public enum ScoreAverage: Sendable, Hashable {
  /// The positive class of two: the larger label.
  case binary
  /// The mean over classes, each counting the same.
  case macro
  /// The mean over classes, each counting as much as its samples.
  case weighted
}

/// Precision, recall and F1 of every class.
///
/// Where a class was never predicted its precision is 0 by convention, and where it never occurs its recall; which ones
/// is in ``undefined``.
public struct ClassScores<Label: ClassLabel>: Sendable {
  /// In rising order.
  public let classes: [Label]
  /// Of the samples predicted as a class, the share that is of it.
  public let precision: Tensor<Double>
  /// Of the samples of a class, the share predicted as it.
  public let recall: Tensor<Double>
  /// The harmonic mean of precision and recall.
  public let f1: Tensor<Double>
  /// The number (or weight) of samples of each class.
  public let support: Tensor<Double>
  /// Sentences on scores that were divided by zero and set to 0.
  public let undefined: [String]

  init(_ tally: ClassTally<Label>) {
    func ratio(_ part: [Double], _ whole: [Double]) -> Tensor<Double> {
      Tensor(zip(part, whole).map { $1 == 0 ? 0 : $0 / $1 })
    }
    classes = tally.classes
    precision = ratio(tally.hits, tally.predictedTotals)
    recall = ratio(tally.hits, tally.trueTotals)
    f1 = ratio(tally.hits.map { 2 * $0 }, zip(tally.predictedTotals, tally.trueTotals).map { $0 + $1 })
    support = Tensor(tally.trueTotals)
    func named(_ totals: [Double]) -> String {
      tally.classes.indices.filter { totals[$0] == 0 }.map { "\(tally.classes[$0])" }.joined(separator: ", ")
    }
    undefined = [
      (named(tally.predictedTotals), "precision is set to 0 for classes that were never predicted: "),
      (named(tally.trueTotals), "recall is set to 0 for classes that never occur: "),
    ].filter { !$0.0.isEmpty }.map { $0.1 + $0.0 }
  }

  /// One number from those of the classes.
  ///
  /// Traps on `.binary` where there are more than two classes.
  public func average(_ scores: Tensor<some NumberScalar>, _ average: ScoreAverage) -> Double {
    let scores = scores.doubles
    switch average {
    case .binary:
      guard classes.count <= 2 else {
        trap("score: average .binary is for two classes, but there are \(classes.count); use .macro or .weighted")
      }
      return scores[-1]
    case .macro: return scores.mean()
    case .weighted:
      let total = support.sum()
      return total == 0 ? 0 : (scores * support).sum() / total
    }
  }
}

/// The share of samples whose predicted class is the true one, 0 to 1.
///
/// Traps on lists of different lengths and on empty ones, as all scores do.
/// - Parameter weights: how much each sample counts; all the same if nil.
public func accuracyScore<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double {
  let tally = ClassTally(labels, predicted, weights: weights, operation: "accuracyScore")
  return tally.hits.reduce(0, +) / tally.trueTotals.reduce(0, +)
}

/// The mean recall of the classes that occur: accuracy with each class counting the same.
public func balancedAccuracyScore<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double {
  let tally = ClassTally(labels, predicted, weights: weights, operation: "balancedAccuracyScore")
  let recalls = tally.classes.indices.filter { tally.trueTotals[$0] > 0 }.map { tally.hits[$0] / tally.trueTotals[$0] }
  return recalls.reduce(0, +) / Double(recalls.count)
}

/// Of the samples predicted as a class, the share that is of it. A class that was never predicted has 0, which is said in
/// the cell.
public func precisionScore<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, average: ScoreAverage = .binary,
  weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double { score(labels, predicted, average, weights, "precisionScore", \.precision) }

/// Of the samples of a class, the share predicted as it. A class that never occurs has 0, which is said in the cell.
public func recallScore<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, average: ScoreAverage = .binary,
  weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double { score(labels, predicted, average, weights, "recallScore", \.recall) }

/// The harmonic mean of precision and recall.
public func f1Score<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, average: ScoreAverage = .binary,
  weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> Double { score(labels, predicted, average, weights, "f1Score", \.f1) }

/// Precision, recall and F1 of every class: scikit-learn's `precision_recall_fscore_support`.
public func classScores<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, weights: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> ClassScores<Label> {
  ClassScores(ClassTally(labels, predicted, weights: weights, operation: "classScores"))
}

private func score<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>, _ average: ScoreAverage,
  _ weights: Tensor<some NumberScalar>?,
  _ operation: String, _ which: KeyPath<ClassScores<Label>, Tensor<Double>>
) -> Double {
  let scores = ClassScores(ClassTally(labels, predicted, weights: weights, operation: operation))
  if case .binary = average, scores.classes.count > 2 {
    trap(
      "\(operation): average .binary is for two classes, but there are \(scores.classes.count); use .macro or .weighted"
    )
  }
  for sentence in scores.undefined { warn("\(operation): \(sentence)") }
  return scores.average(scores[keyPath: which], average)
}
