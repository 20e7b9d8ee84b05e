// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// The result of a ``LogitScan``: a row for every neuron.
public struct FittedLogitScan: Sendable {
  public let parameters: LogitScan
  /// The negative and the positive class, as text.
  public let classes: [String]
  let results: LogitScanResults
  private let kernel: LogitScanKernel
  /// Rows on either side of each neuron's split.
  public let trainCount: Int
  public let testCount: Int

  init(
    parameters: LogitScan, classes: [String], results: LogitScanResults, kernel: LogitScanKernel, trainCount: Int,
    testCount: Int
  ) {
    (self.parameters, self.classes, self.results, self.kernel) = (parameters, classes, results, kernel)
    (self.trainCount, self.testCount) = (trainCount, testCount)
  }

  /// As the model numbers them.
  public var layers: [Int] { results.layers }
  /// All neurons, layer by layer.
  public var neurons: NeuronTable { NeuronTable(results: results, rows: Array(0..<results.count), title: "") }

  /// The rows that one neuron was trained and tested on.
  public func split(layer: Int, neuron: Int) -> TrainTestSplit {
    guard let position = layers.firstIndex(of: layer),
      (0..<results.starts[position + 1] - results.starts[position]).contains(neuron)
    else { trap("FittedLogitScan.split: neuron \(neuron) of layer \(layer) was not scanned; layers are \(layers)") }
    let (order, trainCount) = kernel.split(layer: layer, position: position, neuron: neuron)
    return TrainTestSplit(train: Tensor(order[..<trainCount]), test: Tensor(order[trainCount...]))
  }
}

// Columns: layers × neurons, or neurons alone where a matrix was scanned (or layers differ in width: all in one axis).
extension FittedLogitScan {
  /// β of each neuron.
  public var coefficients: Tensor<Double> { results.tensor(results[.slope]) }
  public var intercepts: Tensor<Double> { results.tensor(results[.intercept]) }
  /// statsmodels' `bse` of β; NaN where β is 0.
  public var standardErrors: Tensor<Double> { results.tensor(results[.slopeError]) }
  public func pValues(_ kind: LogitPValue = .wald) -> Tensor<Double> {
    results.tensor(kind == .wald ? results.waldP : results.ratioP)
  }
  /// The shares of rows on the right side, 0 to 1.
  public func accuracy(_ side: SplitSide) -> Tensor<Double> {
    results.tensor(results[side == .train ? .train : .test])
  }
  /// See ``NeuronFit/kktResidual``.
  public var kktResiduals: Tensor<Double> { results.tensor(results[.kkt]) }
}

/// Which tests are corrected together.
public enum CorrectionScope: String, Sendable, CaseIterable {
  /// The neurons of each layer, as if it were the only one: with many layers, many false findings.
  case layer
  /// All neurons of the scan.
  case scan
}

extension FittedLogitScan {
  /// The neurons whose p-value is significant after correction for their number.
  ///
  /// NaN is never significant, but counts as a test.
  public func significant(
    _ correction: MultipleComparison, by kind: LogitPValue = .wald, within scope: CorrectionScope = .layer
  ) -> NeuronTable {
    let p = kind == .wald ? results.waldP : results.ratioP
    let bounds = scope == .scan ? [0, results.count] : results.starts
    var rows: [Int] = []
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      let rejected = correction.test(Tensor(p[start..<end])).rejected
      rows += Array(rejected).enumerated().filter(\.element).map { start + $0.offset }
    }
    let test = kind == .wald ? "Wald" : "likelihood ratio"
    let extent = layers.count == 1 ? "" : scope == .layer ? " within each layer" : " over all layers"
    return NeuronTable(results: results, rows: rows, title: "significant by \(test) (\(correction)\(extent))")
  }

  /// The mean accuracy (0 to 1) in each layer of all its neurons whose coefficient has a sign.
  ///
  /// Of the significant ones: `scan.significant(…).meanAccuracy(…)`.
  public func meanAccuracy(_ side: SplitSide, _ sign: Sign? = nil) -> Tensor<Double> {
    neurons.meanAccuracy(side, sign)
  }
}
