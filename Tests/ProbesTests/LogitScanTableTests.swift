// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Probes
import Statistics
import Tensors
import Testing

@Suite struct LogitScanTableTests {
  /// Two layers of 30 neurons, the second with effects.
  private static let scan: FittedLogitScan = {
    let labels = Tensor((0..<200).map { $0 % 2 })
    var x = RandomState(seed: 4).randn(2, 200, 30)
    var second = x[1, ...].contiguous()
    second[..., ..<10] += Tensor<Double>(labels)[..., newAxis]
    second[..., 10..<15] -= Tensor<Double>(labels)[..., newAxis]
    x[1, ...] = second
    return LogitScan(l1: 0.1, testFraction: 0.2, seed: 1).fit(x, labels)
  }()
  private var scan: FittedLogitScan { Self.scan }

  @Test func `significant neurons are counted, averaged by sign and grouped by layer`() {
    let found = scan.significant(.bonferroni(0.05))
    let p = scan.pValues()
    let expected = (0..<2).map { layer in (p[layer, ...] .<= 0.05 / 30).sum() }
    #expect(Array(found.countPerLayer) == expected && expected[1] >= 14)
    #expect(found.percentPerLayer[1] == 100 * Double(expected[1]) / 30)
    let positive = found.filter { $0.layer == 1 && $0.coefficient > 0 }
    let mean = positive.map(\.testAccuracy).reduce(0, +) / Double(positive.count)
    #expect(abs(found.meanAccuracy(.test, .positive)[1] - mean) < 1e-15)
    #expect(Set(found.filter { $0.coefficient < 0 && $0.layer == 1 }.map(\.neuron)).isSubset(of: Set(10..<30)))
    #expect(found.byLayer.map(\.neurons.count) == expected)
    // An empty set has no mean.
    #expect(scan.neurons.first(0).meanAccuracy(.train)[0].isNaN)
  }

  @Test func `correction over the whole scan is stricter than within layers`() {
    let (layer, all) = (scan.significant(.holm(0.05)), scan.significant(.holm(0.05), within: .scan))
    #expect(all.count <= layer.count && all.count >= 10)
    #expect(scan.significant(.benjaminiHochberg(0.05), by: .likelihoodRatio).count >= layer.count)
  }

  @Test func `tables sort with NaN last, cut and show themselves`() {
    let sorted = scan.neurons.sorted(by: \.waldP)
    #expect(sorted[0].waldP == scan.pValues().nanmin() && sorted.count == 60)
    let p = Array(sorted.pValues())
    #expect(zip(p, p.dropFirst()).allSatisfy { $0 <= $1 || $1.isNaN })
    #expect(sorted.first(5).neurons.count == 5)
    #expect(sorted.minusLog10P()[0] > 5)
    let text = sorted.description
    #expect(text.contains("60 of 60 neurons") && text.contains("Wald p") && text.contains("more; sorted"))
    guard case .text(let html)? = scan.mimeBundle[.html] else { return #expect(Bool(false), "no HTML") }
    #expect(html.contains("<table>") && html.contains("strongest neuron"))
    #expect(scan.description.contains("Logit scan of 60 neurons in 2 layers: 1 against 0"))
  }

  @Test func `shuffled labels leave next to nothing`() {
    let labels = Tensor((0..<200).map { $0 % 2 })
    let x = RandomState(seed: 4).randn(200, 400) + Tensor<Double>(labels)[..., newAxis]
    let scan = LogitScan(seed: 1)
    #expect(scan.fit(x, labels).significant(.bonferroni(0.05)).count > 390)
    #expect(scan.shuffledControl(x, labels, shuffleSeed: 2).significant(.bonferroni(0.05)).count < 5)
  }
}
