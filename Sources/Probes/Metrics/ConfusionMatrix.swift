// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// How often each class was predicted as each; made by ``confusionMatrix(_:_:)``.
public struct ConfusionMatrix<Label: ClassLabel>: Sendable, Equatable {
  /// In rising order.
  public let classes: [Label]
  /// True classes × predicted classes.
  public let counts: Tensor<Int>

  /// What the shares of ``shares(of:)`` add up to 1 over.
  public enum Whole: Sendable {
    /// Each true class: the diagonal holds the recalls.
    case trueClass
    /// Each predicted class: the diagonal holds the precisions.
    case predictedClass
    case all
  }

  /// Counts as shares; NaN where there is nothing to share.
  public func shares(of whole: Whole = .trueClass) -> Tensor<Double> {
    let values = Tensor<Double>(counts)
    switch whole {
    case .trueClass: return values / values.sum(axis: 1, keepingDimensions: true)
    case .predictedClass: return values / values.sum(axis: 0, keepingDimensions: true)
    case .all: return values / values.sum()
    }
  }

  /// The fraction of samples on the diagonal.
  public var accuracy: Double { Double(counts.trace()) / Double(counts.sum()) }
}

extension ConfusionMatrix: CustomStringConvertible, Displayable {
  private var table: ResultTable {
    ResultTable(
      caption: "Rows are true classes, columns predicted ones", heads: [""] + classes.map { "\($0)" },
      rows: classes.indices.map { row in ["\(classes[row])"] + classes.indices.map { "\(counts[row, $0])" } })
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}

/// Counts for each true class how often each class was predicted: scikit-learn's `confusion_matrix`.
///
/// Classes are those of either list. Traps on lists of different lengths and on empty ones.
public func confusionMatrix<Label: ClassLabel>(
  _ labels: Tensor<Label>, _ predicted: Tensor<Label>
) -> ConfusionMatrix<Label> {
  let tally = ClassTally(labels, predicted, operation: "confusionMatrix")
  let size = tally.classes.count
  var counts = [Int](repeating: 0, count: size * size)
  for (a, b) in zip(tally.trueIndices, tally.predictedIndices) { counts[a * size + b] += 1 }
  return ConfusionMatrix(classes: tally.classes, counts: Tensor(counts, shape: [size, size]))
}

/// True and predicted classes side by side, checked once for all metrics.
struct ClassTally<Label: ClassLabel> {
  let classes: [Label]
  let trueIndices: [Int]
  let predictedIndices: [Int]
  /// Weights by class: of samples predicted rightly, of samples predicted so, and of samples that are so.
  let hits: [Double]
  let predictedTotals: [Double]
  let trueTotals: [Double]

  init(
    _ labels: Tensor<Label>, _ predicted: Tensor<Label>, weights: Tensor<some NumberScalar>? = Tensor<Double>?.none,
    operation: String
  ) {
    guard labels.rank == 1, labels.shape == predicted.shape, !labels.isEmpty else {
      trap(
        "\(operation): true and predicted labels must be lists of one length, but their shapes are "
          + "\(describe(shape: labels.shape)) and \(describe(shape: predicted.shape))")
    }
    let table = LabelTable(
      concatenate(labels, predicted), rows: 2 * labels.count, minimumClasses: 1, operation: operation)
    let weight = SampleChecks.weights(weights, rows: labels.count, operation: operation)
    classes = table.classes
    trueIndices = Array(table.indices[..<labels.count])
    predictedIndices = Array(table.indices[labels.count...])
    var sums = (0..<3).map { _ in [Double](repeating: 0, count: table.classes.count) }
    for row in trueIndices.indices {
      let share = weight?[row] ?? 1
      if trueIndices[row] == predictedIndices[row] { sums[0][trueIndices[row]] += share }
      sums[1][predictedIndices[row]] += share
      sums[2][trueIndices[row]] += share
    }
    (hits, predictedTotals, trueTotals) = (sums[0], sums[1], sums[2])
  }
}
