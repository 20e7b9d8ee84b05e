// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Probes
import Statistics
import Tensors
import Testing

@Suite struct MetricTests {
  private let labels = Tensor((0..<90).map { $0 % 3 })
  private let predicted = Tensor((0..<90).map { $0 % 7 == 0 ? 0 : $0 % 3 })

  @Test func `a report is scikit-learn's to the character`() {
    #expect(classificationReport(labels, predicted).description == ProbeReference.shared.texts["report"])
    let named = classificationReport(labels, predicted, names: ["the", "an", "a very long name"], digits: 3)
    #expect(named.description == ProbeReference.shared.texts["named report"])
    let missing = classificationReport(labels, Tensor<Int>.zeros(90))
    #expect(missing.description == ProbeReference.shared.texts["never predicted"])
    #expect(missing.warning == "precision is set to 0 for classes that were never predicted: 1, 2")
  }

  @Test func `a report is also a table`() {
    guard case .text(let html) = classificationReport(labels, predicted, names: ["a<b", "c", "d"]).mimeBundle[.html]
    else {
      Issue.record("no HTML")
      return
    }
    #expect(html.contains("<td>a&lt;b</td>") && html.contains("<th>f1-score</th>") && html.contains("weighted avg"))
  }

  @Test func `renaming classes renames rows of the confusion matrix`() {
    let counts = confusionMatrix(labels, predicted)
    let renamed = confusionMatrix(labels.mapElements { 10 - $0 }, predicted.mapElements { 10 - $0 })
    #expect(renamed.classes == [8, 9, 10])
    for a in 0..<3 { for b in 0..<3 { #expect(renamed.counts[2 - a, 2 - b] == counts.counts[a, b]) } }
    #expect(counts.accuracy == accuracyScore(labels, predicted))
    #expect(Swift.abs(counts.shares(of: .trueClass).sum() - 3) < 1e-12)
  }

  @Test func `the area under the curve is the share of pairs in order`() {
    let rng = RandomState(seed: 4)
    let labels = rng.randint(0..<2, 40)
    let scores = Tensor<Double>(rng.randint(0..<8, 40)) + Tensor<Double>(labels)
    var (right, pairs) = (0.0, 0.0)
    for (a, s) in zip(labels, scores) where a == 1 {
      for (b, t) in zip(labels, scores) where b == 0 {
        pairs += 1
        right += s > t ? 1 : s == t ? 0.5 : 0
      }
    }
    #expect(Swift.abs(rocAUCScore(labels, scores) - right / pairs) < 1e-12)
    #expect(Swift.abs(rocAUCScore(labels, -scores) - (1 - right / pairs)) < 1e-12)
  }

  @Test func `log loss of certain and right answers is 0, of certain and wrong ones finite`() {
    #expect(logLoss([0, 1], [0, 1]) < 1e-15)
    let wrong = logLoss([0, 1], [1, 0])
    #expect(wrong.isFinite && wrong > 30)
  }
}
