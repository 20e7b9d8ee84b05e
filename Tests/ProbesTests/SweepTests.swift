// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors
import Testing

@Suite struct SweepTests {
  /// 120 samples in three layers: noise, a strong and a weak signal.
  private static func layers() -> (LayerMatrices, Tensor<Int>) {
    let labels = Tensor((0..<120).map { $0 % 2 })
    let rng = RandomState(seed: 3)
    let signal = Tensor<Double>(labels)[..., newAxis]
    let matrices = [0.0, 3, 1].map { strength -> Tensor<Float> in
      var data = rng.randn(120, 10)
      data[..., ..<3] += signal * strength
      return Tensor<Float>(data)
    }
    return (LayerMatrices([4: matrices[0], 7: matrices[1], 9: matrices[2]]), labels)
  }

  @Test func `a sweep finds the layer with the signal`() {
    let (run, labels) = Self.layers()
    let table = LayerSweep(LogisticRegression(), controls: 2, seed: 1).fit(run, labels)
    #expect(table.layers == [4, 7, 9] && table.best.layer == 7)
    #expect(table.testAccuracy[1] > 0.95 && table.testAccuracy[0] < 0.75)
    #expect(
      table.selectivity[1] > 0.3 && abs(table.selectivity - (table.testAccuracy - table.controlAccuracy)).max() == 0)
    #expect(table.description.contains("selectivity") && table.trainCount == 84 && table.testCount == 36)
    // A sweep is its fits, one by one, on one split.
    let split = trainTestSplit(120, testSize: 0.3, stratify: labels, seed: 1)
    let layer = run.samplesByNeurons(layer: 9)
    let fit = LogisticRegression().fit(layer[split.train, ...], labels[split.train, ...])
    #expect(table.testAccuracy[2] == fit.accuracy(layer[split.test, ...], labels[split.test, ...]))
  }

  @Test func `control labels keep the frequencies, or give each type one label`() {
    let labels = Tensor((0..<100).map { $0 < 30 ? 1 : 0 })
    let shuffled = controlLabels(labels, rng: RandomState(seed: 1))
    #expect(shuffled.sum() == 30 && shuffled != labels)
    let types = Tensor((0..<100).map { $0 % 9 })
    let typed = controlLabels(labels, types: types, rng: RandomState(seed: 1))
    for type in 0..<9 { #expect(Set(typed[types .== type]).count == 1) }
  }

  @Test func `a probe that can tell types apart is less selective`() {
    // Each sample is its type's position, far from the others': any labelling of types can be learned.
    let types = RandomState(seed: 2).randint(0..<12, 240)
    var data = RandomState(seed: 5).randn(240, 12) * 0.1
    for (row, type) in types.enumerated() { data[row, type] += 5 }
    let labels = types.mapElements { $0 % 2 }
    let learned = selectivity(of: LogisticRegression(), data, labels, types: types, seed: 1)
    let shuffled = selectivity(of: LogisticRegression(), data, labels, seed: 1)
    #expect(learned.testAccuracy == 1 && learned.value < 0.05)
    #expect(shuffled.value > 0.3)
  }

  @Test func `few neurons are found where few matter`() {
    let labels = Tensor((0..<200).map { $0 % 2 })
    var data = RandomState(seed: 6).randn(200, 60)
    data[..., 17] += Tensor<Double>(labels) * 4
    for ranking in NeuronRanking.allCases {
      let table = SparseProbe([1, 5, 500], by: ranking, seed: 2).fit(data, labels)
      #expect(table.k == [1, 5] && table.rows[0].neurons == [17] && table.testAccuracy[0] > 0.9)
      #expect(table.warning?.contains("500") == true)
    }
    // A larger difference of means, but a far larger spread.
    data[..., 40] = data[..., 40] * 50 + Tensor<Double>(labels) * 20
    #expect(rankNeurons(data, labels, by: .t)[0] == 17)
    #expect(rankNeurons(data, labels, by: .meanDifference)[0] == 40)
  }

  @Test func `cross-validation chooses what scores best, or the simplest as good`() {
    let (data, labels) = classProblem(seed: 8, rows: 100, columns: 30, classes: 2)
    let values = Tensor([0.001, 0.01, 0.1, 1, 10, 100])
    let fit = LogisticRegressionCV(LogisticRegression(), C: values, scoring: .negativeLogLoss).fit(data, labels)
    #expect(
      fit.scores.shape == [5, 6]
        && fit.meanScore.max() == fit.meanScore[values.argsort()[values.searchsorted([fit.C])[0]]])
    let simple = LogisticRegressionCV(
      LogisticRegression(), C: values, scoring: .negativeLogLoss, choice: .oneStandardError
    ).fit(data, labels)
    #expect(simple.C <= fit.C)
    let direct = LogisticRegression(C: fit.C).fit(data, labels)
    #expect(fit.coefficients == direct.coefficients && fit.description.contains("chosen"))
  }
}
