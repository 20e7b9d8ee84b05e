// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// The rows for training and those for the test; see ``trainTestSplit(_:testSize:trainSize:seed:)``.
public struct TrainTestSplit: Sendable, Equatable {
  /// Row numbers, in the order in which they were drawn.
  public let train: Tensor<Int>
  public let test: Tensor<Int>
}

extension TrainTestSplit: CustomStringConvertible, Displayable {
  public var description: String { "\(train.count) rows for training, \(test.count) for the test" }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

/// Splits the rows 0 ..< `rows` at random into training and test rows.
///
/// ```swift
/// let split = trainTestSplit(200, testSize: 0.3, stratify: labels, seed: 1)
/// let fit = LogisticRegression().fit(data[split.train, ...], labels[split.train, ...])
/// fit.accuracy(data[split.test, ...], labels[split.test, ...])
/// ```
/// The rows, and their order, are those of scikit-learn's `train_test_split(numpy.arange(rows), test_size=…,
/// random_state=seed)`.
///
/// Traps on sizes that leave a side empty.
/// - Parameters:
///   - testSize: a share (rounded up) or a number of rows; a quarter if neither size is given.
///   - trainSize: a share (rounded down) or a number of rows; all the rest if not given.
public func trainTestSplit(
  _ rows: Int, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, seed: Int
) -> TrainTestSplit {
  trainTestSplit(rows, testSize: testSize, trainSize: trainSize, rng: RandomState(seed: seed))
}

/// The same, drawing on from a generator.
public func trainTestSplit(
  _ rows: Int, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, rng: RandomState
) -> TrainTestSplit {
  let size = SplitSize.resolve(test: testSize, train: trainSize, rows: rows, operation: "trainTestSplit")
  let order = rng.permutation(rows)
  return TrainTestSplit(
    train: order[size.test..<(size.test + size.train)].contiguous(), test: order[..<size.test].contiguous())
}

/// Splits rows at random so that each side has the classes in the same proportions.
///
/// The rows, and their order, are those of scikit-learn's `train_test_split(…, stratify=labels, random_state=seed)`: each
/// class gives its share rounded down, and the rows still missing come from the classes with the largest remainders,
/// ties broken by the generator.
///
/// Traps where a class has fewer than two rows, and on sides with fewer rows than classes.
public func trainTestSplit<Label: ClassLabel>(
  _ rows: Int, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, stratify labels: Tensor<Label>, seed: Int
) -> TrainTestSplit {
  trainTestSplit(
    rows, testSize: testSize, trainSize: trainSize, stratify: labels, rng: RandomState(seed: seed))
}

/// The same, drawing on from a generator.
public func trainTestSplit<Label: ClassLabel>(
  _ rows: Int, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, stratify labels: Tensor<Label>,
  rng: RandomState
) -> TrainTestSplit {
  let name = "trainTestSplit"
  let size = SplitSize.resolve(test: testSize, train: trainSize, rows: rows, operation: name)
  let table = LabelTable(labels, rows: rows, minimumClasses: 1, operation: name)
  return StratifiedDraw(table, operation: name).split(train: size.train, test: size.test, rng)
}

/// Rows by class, from which stratified splits are drawn.
package struct StratifiedDraw {
  private let rowsByClass: [[Int]]

  package init<Label>(_ table: LabelTable<Label>, operation: String) {
    if let rare = table.counts.firstIndex(where: { $0 < 2 }) {
      trap(
        "\(operation): class \(table.classes[rare]) has 1 row; a stratified split needs at least 2 of every class, so "
          + "leave out stratify or drop the class")
    }
    var rows = [[Int]](repeating: [], count: table.classes.count)
    for (row, index) in table.indices.enumerated() { rows[index].append(row) }
    rowsByClass = rows
  }

  package func split(train: Int, test: Int, _ rng: RandomState, operation: String = "trainTestSplit") -> TrainTestSplit
  {
    guard train >= rowsByClass.count, test >= rowsByClass.count else {
      trap(
        "\(operation): \(train) training and \(test) test rows cannot hold all \(rowsByClass.count) classes; "
          + "change testSize or leave out stratify")
    }
    let counts = rowsByClass.map(\.count)
    let trainCounts = approximateMode(counts, draws: train, rng)
    let testCounts = approximateMode(zip(counts, trainCounts).map { $0 - $1 }, draws: test, rng)
    var (trainRows, testRows) = ([Int](), [Int]())
    for (index, rows) in rowsByClass.enumerated() {
      let order = Array(rng.permutation(rows.count))
      trainRows += order[..<trainCounts[index]].map { rows[$0] }
      testRows += order[trainCounts[index]..<(trainCounts[index] + testCounts[index])].map { rows[$0] }
    }
    let shuffledTrain = rng.permutation(Tensor(trainRows))
    return TrainTestSplit(train: shuffledTrain, test: rng.permutation(Tensor(testRows)))
  }
}

/// How many of `draws` fall to each class: nearly the most likely numbers (scikit-learn's `_approximate_mode`).
private func approximateMode(_ counts: [Int], draws: Int, _ rng: RandomState) -> [Int] {
  let total = Double(counts.reduce(0, +))
  let exact = counts.map { Double($0) / total * Double(draws) }
  var result = exact.map { Int($0) }
  var missing = draws - result.reduce(0, +)
  guard missing > 0 else { return result }
  let remainders = zip(exact, result).map { $0 - Double($1) }
  for value in Set(remainders).sorted(by: >) {
    let tied = Tensor(remainders.indices.filter { remainders[$0] == value })
    let chosen = rng.choice(tied, min(tied.count, missing), replacing: false)
    for index in chosen { result[index] += 1 }
    missing -= chosen.count
    if missing == 0 { break }
  }
  return result
}
