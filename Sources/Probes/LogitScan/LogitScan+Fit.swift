// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

extension LogitScan {
  func fitted<Label: ClassLabel>(
    _ source: LayerSource, _ labels: Tensor<Label>, rows given: (train: Tensor<Int>, test: Tensor<Int>)?
  ) -> FittedLogitScan {
    let name = "LogitScan.fit"
    guard l1 >= 0, l1.isFinite else { trap("\(name): l1 must be finite and not negative, but is \(l1)") }
    guard tolerance > 0 else { trap("\(name): the tolerance must be greater than 0, but is \(tolerance)") }
    var matrix = source.matrix(source.layers[0])
    guard matrix.shape.count == 2 else {
      trap("\(name): a layer must be samples × neurons, but its shape is \(describe(shape: matrix.shape))")
    }
    let sampleCount = matrix.shape[0]
    let table = LabelTable(labels, rows: sampleCount, operation: name)
    guard table.classes.count == 2 else {
      let found = table.classes.prefix(5).map { "\($0)" }.joined(separator: ", ")
      trap("\(name): two classes are needed, but the labels hold \(table.classes.count) (\(found))")
    }
    let split =
      given.map { LogitScanRows(train: $0.train, test: $0.test, labels: table.indices, layers: source.layers.count) }
      ?? LogitScanRows(labels: table.indices, testFraction: testFraction)
    let kernel = LogitScanKernel(split, l1: l1, tolerance: tolerance, seed: seed)
    let bar = ProgressBar("Logit scan", total: source.layers.count)
    var results = LogitScanResults(layers: source.layers, isSingle: source.isSingle)
    for (index, layer) in source.layers.enumerated() {
      if index > 0 { matrix = source.matrix(layer) }
      guard matrix.shape.count == 2, matrix.shape[0] == sampleCount, matrix.shape[1] > 0 else {
        trap(
          "\(name): layer \(layer) has shape \(describe(shape: matrix.shape)), but \(sampleCount) samples × neurons "
            + "are needed in every layer")
      }
      split.check(neurons: matrix.shape[1], layer: layer)
      results.append(kernel.scan(matrix, layer: layer, position: index), neurons: matrix.shape[1])
      bar.update(index + 1)
    }
    bar.finish()
    let scan = FittedLogitScan(
      parameters: self, classes: table.classes.map { "\($0)" }, results: results, kernel: kernel,
      trainCount: split.trainCount, testCount: split.testCount)
    if let warning = scan.warning { warn("LogitScan: \(warning)") }
    return scan
  }
}
