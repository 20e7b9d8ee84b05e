// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors
import Testing

@Suite struct LogitScanBadDataTests {
  private func expect(_ result: ExitTest.Result?, toSay part: String, sourceLocation: SourceLocation = #_sourceLocation)
  {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation)
  }

  @Test func `neurons that do not vary tell nothing, and that is said`() {
    var x = RandomState(seed: 1).randn(40, 4)
    x[..., 2] = Tensor(repeating: 0.7, shape: [40])
    let scan = LogitScan(seed: 1).fit(x, Tensor((0..<40).map { $0 < 10 }))
    let fit = scan.neurons[2]
    #expect(fit.isConstant && fit.coefficient == 0 && fit.waldP.isNaN && fit.likelihoodRatioP.isNaN)
    #expect(fit.intercept < 0 && fit.kktResidual < 1e-12 && fit.trainAccuracy == 0.75)
    #expect(scan.warning?.contains("1 neuron did not vary over the training rows") == true)
    #expect(scan.warning?.contains("layer 0 neuron 2") == true)
    #expect(scan.neurons.filter { !$0.isConstant }.count == 3)
  }

  @Test func `separable neurons have a finite optimum, and their Wald p-value is said to mean nothing`() {
    let labels = Tensor((0..<60).map { $0 % 2 })
    var x = RandomState(seed: 1).randn(60, 3)
    x[..., 1] = Tensor<Double>(labels) * 10 + RandomState(seed: 2).rand(60)
    // All but the rows at the threshold itself.
    x[..., 2] = Tensor((0..<60).map { Double($0 % 2) * ($0 < 8 ? 0 : 1) })
    let scan = LogitScan(testFraction: 0, seed: 1).fit(x, labels)
    let (clean, tied) = (scan.neurons[1], scan.neurons[2])
    #expect(clean.isSeparated && clean.trainAccuracy == 1 && clean.kktResidual <= 1e-9)
    // The likelihood without the neuron is 2^-60, with it 1.
    #expect(abs(clean.likelihoodRatio - 120 * 0.6931471805599453) < 1e-9)
    #expect(clean.waldP > clean.likelihoodRatioP * 1e6)
    // 30 zeros and 4 ones stand at the threshold.
    let rest = 30 * 0.1251631429540061 + 4 * 2.1400661634962708
    #expect(tied.isSeparated && abs(tied.likelihoodRatio - 2 * (60 * 0.6931471805599453 - rest)) < 1e-9)
    #expect(scan.warning?.contains("2 neurons separate the classes without error") == true)
    #expect(scan.neurons[0].testAccuracy.isNaN)
  }

  @Test func `extreme scales and offsets are solved or said`() {
    let labels = Tensor((0..<200).map { $0 % 2 })
    let base = RandomState(seed: 3).randn(200) + Tensor<Double>(labels) * 0.5
    for factor in [1e-12, 1e-3, 1, 1e6, 1e12] {
      for offset in [0, 10, 1e4] {
        let x = ((base + offset) * factor)[..., newAxis]
        let fit = LogitScan(l1: 0.1, seed: 1).fit(x, labels).neurons[0]
        #expect(fit.kktResidual <= 1e-9, "\(factor), \(offset)")
        // Without penalty neither changes the likelihood.
        let plain = LogitScan(l1: 0.1, seed: 1).fit(base[..., newAxis], labels).neurons[0]
        #expect(abs(fit.likelihoodRatio - plain.likelihoodRatio) < 1e-6, "\(factor), \(offset)")
      }
    }
  }

  @Test func `missing numbers are named by layer, row and neuron`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var x = RandomState(seed: 1).randn(2, 40, 50)
      x[1, 7, 45] = .nan
      _ = LogitScan(seed: 1).fit(x, Tensor((0..<40).map { $0 % 2 }))
    }
    expect(result, toSay: "layer 1 holds nan in row 7, neuron 45")
  }

  @Test func `labels of one class or three, rows too few for the split and foolish rows are refused`() async {
    let result0 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogitScan(seed: 1).fit(RandomState(seed: 1).randn(40, 3), Tensor(repeating: 1, shape: [40]))
    }
    expect(result0, toSay: "two classes are needed, but the labels hold 1")
    let result1 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogitScan(seed: 1).fit(RandomState(seed: 1).randn(40, 3), Tensor((0..<40).map { $0 % 3 }))
    }
    expect(result1, toSay: "two classes are needed, but the labels hold 3")
    let result2 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogitScan(seed: 1).fit(RandomState(seed: 1).randn(40, 3), Tensor((0..<40).map { $0 == 0 ? 1 : 0 }))
    }
    expect(result2, toSay: "a class has 1 row; a stratified split needs at least 2")
    let result3 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogitScan(seed: 1).fit(
        RandomState(seed: 1).randn(40, 3), Tensor((0..<40).map { $0 % 2 }), train: [0, 1, 2, 2], test: [4])
    }
    expect(result3, toSay: "list 0 of the given rows holds row 2 twice")
    let result4 = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogitScan(seed: 1).fit(
        RandomState(seed: 1).randn(40, 3), Tensor((0..<40).map { $0 % 2 }), train: [0, 2, 4], test: [5])
    }
    expect(result4, toSay: "the training rows of list 0 hold one class only")
  }
}
