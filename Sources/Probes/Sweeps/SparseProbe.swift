// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Probes on the k most telling neurons, for several k: how few neurons hold the answer? (Gurnee et al. 2023, "Finding
/// Neurons in a Haystack")
///
/// ```swift
/// SparseProbe([1, 2, 4, 8, 16], by: .t, seed: 1).fit(activations, labels)
/// ```
/// Neurons are ranked on the training samples alone, so that the test accuracy is honest. Two classes.
public struct SparseProbe: Sendable {
  /// How many neurons, for one row each.
  public var sizes: [Int]
  public var ranking: NeuronRanking
  /// What is fitted to the chosen neurons.
  public var probe: any Classifier
  public var testSize: SplitSize
  public var seed: Int

  public init(
    _ sizes: [Int] = [1, 2, 4, 8, 16, 32, 64, 128], by ranking: NeuronRanking = .meanDifference,
    probe: some Classifier = LogisticRegression(), testSize: SplitSize = 0.3, seed: Int = 0
  ) {
    self.sizes = sizes
    self.ranking = ranking
    self.probe = probe
    self.testSize = testSize
    self.seed = seed
  }

  /// Sizes beyond the number of neurons are left out, and that is said. Traps on sizes below 1, and on other than two
  /// classes.
  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> SparseProbeTable {
    let name = "SparseProbe.fit"
    guard let smallest = sizes.min(), smallest > 0 else {
      trap("\(name): sizes must be numbers of neurons from 1 on, but are \(sizes)")
    }
    let samples = SampleChecks.matrix(data, minimumRows: 4, operation: name)
    _ = LabelTable(labels, rows: samples.shape[0], operation: name)
    let split = trainTestSplit(samples.shape[0], testSize: testSize, stratify: labels, seed: seed)
    let (train, test) = (samples[split.train, ...], samples[split.test, ...])
    let (trainLabels, testLabels) = (labels[split.train, ...], labels[split.test, ...])
    let order = rankNeurons(train, trainLabels, by: ranking, count: sizes.max())
    let bar = ProgressBar("Sparse probing", total: sizes.count)
    var rows: [SparseProbeTable.Row] = []
    for size in sizes where size <= order.count {
      Interrupt.check()
      let neurons = Array(order[..<size])
      let positions = Tensor(neurons)
      let (few, fewTest) = (train[..., positions], test[..., positions])
      let fit = probe.fitClassifier(few, trainLabels)
      let scores = ClassScores(
        ClassTally(testLabels, fit.predict(fewTest), operation: name))
      rows.append(
        SparseProbeTable.Row(
          neurons: neurons, trainAccuracy: fit.accuracy(few, trainLabels),
          testAccuracy: fit.accuracy(fewTest, testLabels), testF1: scores.f1[-1],
          testAUC: rocAUCScore(testLabels, fit.decision(fewTest)), warning: fit.warning))
      bar.update(rows.count)
    }
    bar.finish()
    var notes = rows.compactMap(\.warning).prefix(1).map {
      "k = \(rows.first { $0.warning != nil }?.neurons.count ?? 0): \($0)"
    }
    let left = sizes.filter { $0 > order.count }
    if !left.isEmpty {
      notes.append(
        "sizes \(SampleChecks.listed(left)) are left out, as \(ranking.rawValue) ranks only \(order.count) neurons")
    }
    let warning = notes.isEmpty ? nil : notes.joined(separator: "; ")
    if let warning { warn(warning) }
    return SparseProbeTable(probe: probe.name, ranking: ranking, rows: rows, warning: warning)
  }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: [Label]
  ) -> SparseProbeTable { fit(data, Tensor(labels)) }
}

/// How well a probe does on the k most telling neurons.
public struct SparseProbeTable: Sendable {
  public struct Row: Sendable {
    /// The most telling first.
    public let neurons: [Int]
    public let trainAccuracy: Double
    public let testAccuracy: Double
    /// F1 of the positive class on the test samples.
    public let testF1: Double
    public let testAUC: Double
    public let warning: String?
    /// The number of neurons.
    public var k: Int { neurons.count }
  }

  public let probe: String
  public let ranking: NeuronRanking
  public let rows: [Row]
  public let warning: String?

  public var k: [Int] { rows.map(\.k) }
  public var trainAccuracy: Tensor<Double> { Tensor(rows.map(\.trainAccuracy)) }
  public var testAccuracy: Tensor<Double> { Tensor(rows.map(\.testAccuracy)) }
  public var testF1: Tensor<Double> { Tensor(rows.map(\.testF1)) }
  public var testAUC: Tensor<Double> { Tensor(rows.map(\.testAUC)) }
}

extension SparseProbeTable: CustomStringConvertible, Displayable {
  private var table: ResultTable {
    ResultTable(
      caption: "\(probe) on the k most telling neurons by \(ranking.rawValue)",
      heads: ["k", "train", "test", "F1", "AUC", "neurons"],
      rows: rows.map { row in
        [
          "\(row.k)", row.trainAccuracy.fixed(3), row.testAccuracy.fixed(3), row.testF1.fixed(3), row.testAUC.fixed(3),
          SampleChecks.listed(row.neurons),
        ]
      },
      warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
