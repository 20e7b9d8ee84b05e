// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// Which rows are for training and which for testing: drawn for each neuron, or given.
struct LogitScanRows: Sendable {
  let labels: [UInt8]
  /// The rows of either class.
  let rows: [[UInt32]]
  /// How many rows of each class are for training, if they are drawn.
  private(set) var trainCounts = [0, 0]
  /// One more training row belongs to one class or the other, by chance.
  private(set) var hasTie = false
  /// Given rows, for training and then for testing, list after list.
  private(set) var given: [UInt32]?
  /// How many neurons have lists of their own; 0 where all share one.
  private(set) var listsPerLayer = 0
  private(set) var layersOwnLists = false
  let trainCount: Int
  let testCount: Int

  /// Sizes by scikit-learn's rules for stratified splits.
  init(labels: [Int], testFraction: Double) {
    let name = "LogitScan.fit"
    guard testFraction >= 0, testFraction < 1 else {
      trap("\(name): testFraction must be at least 0 and below 1, but is \(testFraction)")
    }
    self.labels = labels.map { UInt8($0) }
    rows = (0..<2).map { k in labels.indices.filter { labels[$0] == k }.map { UInt32($0) } }
    let total = Double(labels.count)
    testCount = Int((testFraction * total).rounded(.up))
    trainCount = labels.count - testCount
    let counts = rows.map(\.count)
    guard counts.min()! >= 2 || testFraction == 0 else {
      trap("\(name): a class has \(counts.min()!) row; a stratified split needs at least 2 of each class")
    }
    guard trainCount >= 2, testCount >= 2 || testFraction == 0 else {
      trap(
        "\(name): testFraction \(testFraction) of \(labels.count) rows leaves \(trainCount) for training and \(testCount) "
          + "for testing; each needs at least 2")
    }
    let shares = counts.map { Double($0) / total * Double(trainCount) }
    trainCounts = shares.map { Int($0) }
    if trainCounts[0] + trainCounts[1] < trainCount {
      let remainders = zip(shares, trainCounts).map { $0 - Double($1) }
      hasTie = remainders[0] == remainders[1]
      if !hasTie { trainCounts[remainders[0] > remainders[1] ? 0 : 1] += 1 }
    }
    guard trainCounts.min()! >= 1 else {
      trap("\(name): \(counts.min()!) rows of a class are too few for a training share of \(trainCount); use more rows")
    }
  }

  init(train: Tensor<Int>, test: Tensor<Int>, labels: [Int], layers: Int) {
    let name = "LogitScan.fit"
    let shapes = "train of shape \(describe(shape: train.shape)) and test of shape \(describe(shape: test.shape))"
    guard (1...3).contains(train.rank), train.rank == test.rank, train.shape.dropLast() == test.shape.dropLast(),
      train.rank < 3 || train.shape[0] == layers
    else {
      trap("\(name): \(shapes) do not fit; give rows, neurons × rows, or layers (\(layers)) × neurons × rows for both")
    }
    self.labels = labels.map { UInt8($0) }
    rows = [[], []]
    (trainCount, testCount) = (train.shape[train.rank - 1], test.shape[test.rank - 1])
    listsPerLayer = train.rank == 1 ? 0 : train.shape[train.rank - 2]
    layersOwnLists = train.rank == 3
    let (trainRows, testRows) = (Array(train), Array(test))
    var lists: [UInt32] = []
    lists.reserveCapacity(trainRows.count + testRows.count)
    var seenIn = [Int](repeating: -1, count: labels.count)
    for list in 0..<(trainCount == 0 ? 0 : trainRows.count / trainCount) {
      let own =
        trainRows[list * trainCount..<(list + 1) * trainCount] + testRows[list * testCount..<(list + 1) * testCount]
      var classes: Set<Int> = []
      for (position, row) in own.enumerated() {
        guard labels.indices.contains(row) else {
          trap("\(name): list \(list) of the given rows holds \(row), but rows go from 0 to \(labels.count - 1)")
        }
        guard seenIn[row] != list else { trap("\(name): list \(list) of the given rows holds row \(row) twice") }
        seenIn[row] = list
        if position < trainCount { classes.insert(labels[row]) }
        lists.append(UInt32(row))
      }
      guard classes.count == 2 else {
        trap("\(name): the training rows of list \(list) hold one class only; each list needs rows of both")
      }
    }
    guard trainCount > 0 else { trap("\(name): \(shapes): there are no training rows") }
    given = lists
  }

  /// Traps unless there is a list for each neuron of a layer.
  func check(neurons: Int, layer: Int) {
    guard listsPerLayer == 0 || listsPerLayer == neurons else {
      trap(
        "LogitScan.fit: rows are given for \(listsPerLayer) neurons, but layer \(layer) has \(neurons); give a list for "
          + "each, or one for all")
    }
  }
}
