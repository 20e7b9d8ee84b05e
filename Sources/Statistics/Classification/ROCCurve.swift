// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// How many positives are found, and how many negatives taken for them, at every threshold.
public struct ROCCurve: Sendable, Equatable {
  /// The share of negatives at or above each threshold, from 0 to 1.
  public let falsePositiveRate: Tensor<Double>
  /// The share of positives at or above each threshold, from 0 to 1.
  public let truePositiveRate: Tensor<Double>
  /// Falling; the first is infinity, at which nothing is positive.
  public let thresholds: Tensor<Double>
  /// The area under the curve: the probability that a positive scores higher than a negative, ties half.
  public let auc: Double
}

/// The receiver operating characteristic of scores for two classes, of which the larger label is the positive one.
///
/// scikit-learn's `roc_curve`: samples of equal score move together, and points on a straight line between their
/// neighbours are left out.
///
/// Traps unless there is one score, and no NaN, for each label, and both classes occur.
public func rocCurve<Label: ClassLabel>(_ labels: Tensor<Label>, _ scores: Tensor<some NumberScalar>) -> ROCCurve {
  let table = LabelTable(labels, rows: scores.rank == 1 ? scores.count : -1, operation: "rocCurve")
  guard table.classes.count == 2 else {
    trap("rocCurve: two classes are needed, but the labels hold \(table.classes.count)")
  }
  let values = Array(scores.doubles)
  if let row = values.firstIndex(where: \.isNaN) {
    trap("rocCurve: the score of row \(row) is NaN; leave such rows out")
  }
  let order = values.indices.sorted { values[$0] > values[$1] }
  var (found, wrong, thresholds) = ([0], [0], [Double.infinity])
  for (position, row) in order.enumerated() {
    if position > 0 && values[row] == thresholds[thresholds.count - 1] {
      if table.indices[row] == 1 { found[found.count - 1] += 1 } else { wrong[wrong.count - 1] += 1 }
    } else {
      found.append(found[found.count - 1] + (table.indices[row] == 1 ? 1 : 0))
      wrong.append(wrong[wrong.count - 1] + (table.indices[row] == 1 ? 0 : 1))
      thresholds.append(values[row])
    }
  }
  var area = 0.0
  for k in 1..<found.count { area += Double((wrong[k] - wrong[k - 1]) * (found[k] + found[k - 1])) / 2 }
  let (positives, negatives) = (Double(table.counts[1]), Double(table.counts[0]))
  let kept = found.indices.filter { k in
    k < 2 || k == found.count - 1
      || found[k + 1] - 2 * found[k] + found[k - 1] != 0 || wrong[k + 1] - 2 * wrong[k] + wrong[k - 1] != 0
  }
  return ROCCurve(
    falsePositiveRate: Tensor(kept.map { Double(wrong[$0]) / negatives }),
    truePositiveRate: Tensor(kept.map { Double(found[$0]) / positives }),
    thresholds: Tensor(kept.map { thresholds[$0] }),
    auc: area / (positives * negatives))
}

public func rocCurve<Label: ClassLabel>(_ labels: [Label], _ scores: Tensor<some NumberScalar>) -> ROCCurve {
  rocCurve(Tensor(labels), scores)
}

extension ROCCurve: CustomStringConvertible, Displayable {
  public var description: String { "ROC curve with \(thresholds.count) thresholds, area \(auc.significant(6))" }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
