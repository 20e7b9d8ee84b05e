// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Probes
import Statistics
import Tensors
import Testing

/// The generator's problem: planted effects, offsets and scales, and a neuron that separates the classes.
enum LogitProblem {
  static let rows = 160
  static let neurons = 36
  static let labels = Tensor((0..<rows).map { $0 % 2 })

  static let activations: Tensor<Double> = {
    var x = RandomState(seed: 7).randn(rows, neurons)
    let effects = Tensor((0..<neurons).map { Double($0 % 6) * 0.3 })
    x += Tensor<Double>(labels)[..., newAxis] * effects
    x[..., 6..<12] += 3
    x[..., 12] *= 1e-3
    x[..., 13] *= 100
    x[..., 14] += 1000
    x[..., 15] += Tensor<Double>(labels) * 8
    return x
  }()

  static let orders = (0..<neurons).map { Array(RandomState(seed: 100 + $0).permutation(rows)) }
  static let train = Tensor(orders.map { Array($0[..<128]) })
  static let test = Tensor(orders.map { Array($0[128...]) })

  /// For each neuron: the exact b₀, b₁, their standard errors, p of b₁, log L, likelihood ratio and its p, both
  /// accuracies; then statsmodels' b₀, b₁, standard errors and p.
  static let reference: [String: [[Double]]] = {
    let path = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/logit_scan.json").path
    let text = String(decoding: FileManager.default.contents(atPath: path)!, as: UTF8.self)
      .replacingOccurrences(of: "NaN", with: "\"NaN\"")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try! decoder.decode([String: [[Double]]].self, from: Data(text.utf8))
  }()
}

@Suite struct LogitScanTests {
  private func close(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    a == b || a.isNaN && b.isNaN || abs(a - b) <= tolerance * abs(b)
  }

  @Test(arguments: ["0.1", "4"])
  func `every number is that of the exact optimum, zeros and missing p-values included`(l1: String) {
    let scan = LogitScan(l1: Double(l1)!, seed: 0).fit(
      LogitProblem.activations, LogitProblem.labels, train: LogitProblem.train, test: LogitProblem.test)
    #expect(scan.kktResiduals.max() <= 1e-9)
    for (neuron, expected) in LogitProblem.reference[l1]!.enumerated() {
      let fit = scan.neurons[neuron]
      #expect((fit.coefficient == 0) == (expected[1] == 0) && (fit.intercept == 0) == (expected[0] == 0))
      let found = [
        fit.intercept, fit.coefficient, fit.interceptStandardError, fit.standardError, fit.waldP, fit.logLikelihood,
        fit.likelihoodRatio, fit.likelihoodRatioP, fit.trainAccuracy, fit.testAccuracy,
      ]
      for (position, (a, b)) in zip(found, expected).enumerated() {
        // A gradient within 1e-9 leaves the parameters within 1e-9 over the curvature, which is a few units, or 1e-5
        // for the neuron with an effect of 8 and for the one of scale 0.001.
        #expect(
          close(a, b, neuron == 15 || neuron == 12 ? 1e-6 : 1e-8), "neuron \(neuron), column \(position): \(a), \(b)")
      }
    }
  }

  @Test(arguments: ["0.1", "4"])
  func `statsmodels' numbers lie around the optimum, as far off as its solver stops early`(l1: String) {
    let scan = LogitScan(l1: Double(l1)!, seed: 0).fit(
      LogitProblem.activations, LogitProblem.labels, train: LogitProblem.train, test: LogitProblem.test)
    for (fit, row) in zip(scan.neurons, LogitProblem.reference[l1]!) {
      // SLSQP stops at 1e-10 of the objective, which leaves up to 1e-5 in the parameters.
      #expect(abs(fit.intercept - row[10]) < 2e-5 * max(1, abs(row[10])))
      #expect(abs(fit.coefficient - row[11]) < 2e-5 * max(1, abs(row[11])))
      #expect(fit.waldP.isNaN == row[14].isNaN)
      if !row[14].isNaN { #expect(close(fit.waldP, row[14], 1e-3)) }
    }
  }

  @Test func `single precision, double precision and layers give the same neurons the same numbers`() {
    let x = Tensor<Float>(LogitProblem.activations)
    let single = LogitScan(seed: 3).fit(x, LogitProblem.labels)
    let double = LogitScan(seed: 3).fit(Tensor<Double>(x), LogitProblem.labels)
    #expect(single.coefficients == double.coefficients && single.coefficients.shape == [36])
    let stacked = LogitScan(seed: 3).fit(Captured(x), LogitProblem.labels)
    #expect(stacked.layers == [0, 5] && stacked.coefficients.shape == [2, 36])
    #expect(stacked.coefficients[0, ...] == single.coefficients)
    // Another layer has other splits.
    #expect(stacked.coefficients[1, ...] != single.coefficients)
    #expect(stacked.neurons.inLayer(5).count == 36 && stacked.neurons.inLayer(5)[3].neuron == 3)
  }

  private struct Captured: LayerActivations {
    let matrix: Tensor<Float>
    init(_ matrix: Tensor<Float>) { self.matrix = matrix }
    var layers: [Int] { [0, 5] }
    func samplesByNeurons(layer: Int) -> Tensor<Float> { matrix }
  }

  @Test func `a neuron's numbers do not depend on its company`() {
    let x = RandomState(seed: 8).randn(50, 200)
    let labels = Tensor((0..<50).map { $0 % 2 == 0 })
    let all = LogitScan(seed: 1).fit(x, labels)
    let few = LogitScan(seed: 1).fit(x[..., ..<40], labels)
    #expect(all.coefficients[..<40] == few.coefficients)
    #expect(LogitScan(seed: 1).fit(x, labels).pValues(.likelihoodRatio) == all.pValues(.likelihoodRatio))
    #expect(LogitScan(seed: 2).fit(x, labels).pValues(.likelihoodRatio) != all.pValues(.likelihoodRatio))
  }

  @Test(arguments: [(100, 37, 0.2), (103, 50, 0.25), (11, 4, 0.3), (1000, 500, 0.2), (7, 3, 0.5)])
  func `splits are stratified with scikit-learn's rounding and can be looked at`(rows: Int, ones: Int, share: Double) {
    let labels = Tensor((0..<rows).map { $0 < ones ? 1 : 0 })
    let scan = LogitScan(testFraction: share, seed: 5).fit(RandomState(seed: 1).randn(rows, 3), labels)
    let reference = trainTestSplit(rows, testSize: .fraction(share), stratify: labels, seed: 0)
    var firsts: Set<[Int]> = []
    for neuron in 0..<3 {
      let split = scan.split(layer: 0, neuron: neuron)
      #expect((Array(split.train) + Array(split.test)).sorted() == Array(0..<rows))
      #expect(split.train.count == reference.train.count)
      // Where remainders tie, chance decides between the classes.
      let (mine, theirs) = (labels[split.train, ...].sum(), labels[reference.train, ...].sum())
      #expect(abs(mine - theirs) <= (rows == 7 || rows == 103 || rows == 11 ? 1 : 0))
      firsts.insert(Array(split.test).sorted())
      let again = LogitScan(testFraction: share, seed: 9).fit(
        RandomState(seed: 1).randn(rows, 3), labels, train: split.train, test: split.test)
      // The same rows in another order: sums differ by rounding.
      #expect(close(again.coefficients[neuron], scan.coefficients[neuron], 1e-7))
      #expect(again.accuracy(.test)[neuron] == scan.accuracy(.test)[neuron])
    }
    #expect(firsts.count > 1)
  }

  @Test func `swapping the classes and the sign of the activations changes signs only`() {
    let x = LogitProblem.activations
    func fit(_ x: Tensor<Double>, _ y: Tensor<Int>) -> FittedLogitScan {
      LogitScan(seed: 0).fit(x, y, train: LogitProblem.train, test: LogitProblem.test)
    }
    let scan = fit(x, LogitProblem.labels)
    let mirrored = fit(-x, LogitProblem.labels)
    let swapped = fit(x, 1 - LogitProblem.labels)
    for neuron in 0..<36 {
      let (a, b, c) = (scan.neurons[neuron], mirrored.neurons[neuron], swapped.neurons[neuron])
      #expect(close(-b.coefficient, a.coefficient, 1e-7) && close(-c.coefficient, a.coefficient, 1e-7))
      #expect(close(b.intercept, a.intercept, 1e-6) && close(-c.intercept, a.intercept, 1e-6))
      #expect(close(c.likelihoodRatio, a.likelihoodRatio, 1e-7))
    }
  }
}
