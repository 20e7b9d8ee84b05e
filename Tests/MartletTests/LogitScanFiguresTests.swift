// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Martlet
import Testing

@Suite struct LogitScanFiguresTests {
  /// Three layers of 40 neurons, the last with effects, the first with a neuron that does not vary.
  private static let scan: FittedLogitScan = {
    let labels = Tensor((0..<120).map { $0 % 2 })
    var x = RandomState(seed: 4).randn(3, 120, 40)
    var last = x[2, ...].contiguous()
    last[..., ..<10] += Tensor<Double>(labels)[..., newAxis]
    x[2, ...] = last
    var first = x[0, ...].contiguous()
    first[..., 5] = Tensor(repeating: 1, shape: [120])
    x[0, ...] = first
    return LogitScan(seed: 1).fit(x, labels)
  }()

  private func words(_ figure: Figure) -> String {
    guard case .text(let text)? = figure.mimeBundle[.plainText] else { return "" }
    return text
  }

  @Test func `the laminar profile shows the share of significant neurons and their accuracies by layer`() throws {
    let text = words(Self.scan.laminarProfile())
    #expect(text.contains("Laminar profile of significance") && text.contains("Accuracy of significant neurons"))
    #expect(text.contains("Layer"))
    #expect(try Self.scan.laminarProfile(.holm(0.05), by: .likelihoodRatio, within: .scan).svg().contains("<svg"))
  }

  @Test func `the volcano leaves out neurons without a p-value and says so`() throws {
    let figure = Self.scan.volcano(layer: 0)
    #expect(words(figure).contains("Effect and significance"))
    let missing = Self.scan.neurons.inLayer(0).filter { $0.waldP.isNaN }.count
    #expect(missing >= 1)
    #expect(try figure.svg().contains("<svg"))
    #expect(try Self.scan.volcano().png(dpi: 50).count > 1000)
  }
}
