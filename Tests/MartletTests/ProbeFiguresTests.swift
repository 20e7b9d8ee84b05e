// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Martlet
import Testing

@Suite struct ProbeFiguresTests {
  private let labels = Tensor((0..<80).map { $0 % 2 })
  private var data: Tensor<Double> {
    RandomState(seed: 4).randn(80, 12) + Tensor<Double>(labels)[..., newAxis]
  }

  private func words(_ figure: Figure) -> String {
    guard case .text(let text)? = figure.mimeBundle[.plainText] else { return "" }
    return text
  }

  @Test func `results of probes draw themselves with what their axes mean`() throws {
    let run = LayerMatrices([2: Tensor<Float>(data), 5: Tensor<Float>(data * 0.5)])
    let sweep = LayerSweep(DifferenceOfMeans(), controls: 1, seed: 1).fit(run, labels)
    let sparse = SparseProbe([1, 2, 4], seed: 1).fit(data, labels)
    let path = LogisticRegression(penalty: .l1).path(data, labels, C: [0.1, 1])
    let chosen = LogisticRegressionCV(C: [0.01, 0.1, 1]).fit(data, labels)
    let confusion = confusionMatrix(labels, path.fits[1].predict(data))
    let figures: [(Figure, String, String)] = [
      (sweep.accuracyByLayer(), "difference of means by layer", "Layer"),
      (sparse.accuracyByNeurons(), "most telling neurons", "Number of neurons"),
      (path.sparsityCurve(), "Non-zero coefficients", "C parameter"),
      (chosen.scoreCurve(), "Choice of C", "Score"),
      (confusion.heatmap(), "Confusion matrix", "Predicted class"),
    ]
    for (figure, title, axis) in figures {
      #expect(words(figure).contains(title) && words(figure).contains(axis))
      #expect(try figure.svg().contains("<svg"))
    }
  }
}
