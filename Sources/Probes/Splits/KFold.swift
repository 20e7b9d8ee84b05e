// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Cuts rows into folds, each of which is the test side once: scikit-learn's `KFold`.
///
/// ```swift
/// for fold in KFold(5, shuffleSeed: 1).splits(data.shape[0]) { … fold.train … fold.test … }
/// ```
public struct KFold: Sendable, Hashable {
  public var folds: Int
  /// The seed of the order in which rows are dealt out; nil keeps the rows in their order, so that each fold is a block.
  public var shuffleSeed: Int?

  public init(_ folds: Int = 5, shuffleSeed: Int? = nil) {
    self.folds = folds
    self.shuffleSeed = shuffleSeed
  }

  /// One split per fold; rows are in rising order on both sides. The first folds are longer by a row where the numbers do
  /// not divide.
  ///
  /// Traps on fewer than two folds and on more folds than rows.
  public func splits(_ rows: Int) -> [TrainTestSplit] {
    checkFolds(folds, rows, "KFold")
    var order = Array(0..<rows)
    if let shuffleSeed { RandomState(seed: shuffleSeed).shuffle(&order) }
    var foldOfRow = [Int](repeating: 0, count: rows)
    var start = 0
    for fold in 0..<folds {
      let length = rows / folds + (fold < rows % folds ? 1 : 0)
      for row in order[start..<(start + length)] { foldOfRow[row] = fold }
      start += length
    }
    return splitsByFold(foldOfRow, folds)
  }
}

/// Cuts rows into folds that have the classes in the same proportions: scikit-learn's `StratifiedKFold`.
public struct StratifiedKFold: Sendable, Hashable {
  public var folds: Int
  /// The seed of the order in which each class's rows are dealt out; nil keeps them in their order.
  public var shuffleSeed: Int?

  public init(_ folds: Int = 5, shuffleSeed: Int? = nil) {
    self.folds = folds
    self.shuffleSeed = shuffleSeed
  }

  /// One split per fold; rows are in rising order on both sides.
  ///
  /// Says so in the cell where a class has fewer rows than there are folds, as some folds then lack it. Traps where that
  /// holds for every class, on fewer than two folds, and on more folds than rows.
  public func splits<Label: ClassLabel>(_ labels: Tensor<Label>) -> [TrainTestSplit] {
    let rows = labels.count
    checkFolds(folds, rows, "StratifiedKFold")
    let table = LabelTable(labels, rows: rows, minimumClasses: 1, operation: "StratifiedKFold")
    guard table.counts.contains(where: { $0 >= folds }) else {
      trap(
        "StratifiedKFold: \(folds) folds are more than any class has rows (at most \(table.counts.max() ?? 0)); "
          + "use fewer folds or KFold")
    }
    if let rare = table.counts.firstIndex(where: { $0 < folds }) {
      warn(
        "StratifiedKFold: class \(table.classes[rare]) has only \(table.counts[rare]) rows, fewer than the \(folds) folds; "
          + "some folds have none of it")
    }
    // Classes are dealt with in the order in which they first occur, which the generator's draws depend on.
    var (position, order) = ([Int: Int](), [Int]())
    for index in table.indices where position[index] == nil {
      position[index] = order.count
      order.append(index)
    }
    let encoded = table.indices.map { position[$0]! }
    let sorted = order.indices.flatMap { [Int](repeating: $0, count: table.counts[order[$0]]) }
    let rng = shuffleSeed.map { RandomState(seed: $0) }
    var foldOfRow = [Int](repeating: 0, count: rows)
    for k in order.indices {
      // A class's share of each fold: of all rows sorted by class, fold f gets every `folds`-th from f on.
      var deal = (0..<folds).flatMap { fold in
        [Int](
          repeating: fold, count: stride(from: fold, to: rows, by: folds).reduce(0) { $0 + (sorted[$1] == k ? 1 : 0) })
      }
      rng?.shuffle(&deal)
      for (turn, row) in encoded.indices.filter({ encoded[$0] == k }).enumerated() { foldOfRow[row] = deal[turn] }
    }
    return splitsByFold(foldOfRow, folds)
  }

  public func splits<Label: ClassLabel>(_ labels: [Label]) -> [TrainTestSplit] { splits(Tensor(labels)) }
}

private func checkFolds(_ folds: Int, _ rows: Int, _ name: String) {
  guard folds >= 2 else { trap("\(name): at least 2 folds are needed, but folds is \(folds)") }
  guard folds <= rows else { trap("\(name): \(rows) rows cannot be cut into \(folds) folds; use at most \(rows)") }
}

private func splitsByFold(_ foldOfRow: [Int], _ folds: Int) -> [TrainTestSplit] {
  (0..<folds).map { fold in
    TrainTestSplit(
      train: Tensor(foldOfRow.indices.filter { foldOfRow[$0] != fold }),
      test: Tensor(foldOfRow.indices.filter { foldOfRow[$0] == fold }))
  }
}
