// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Statistics
import Tensors

/// The columns of all layers, and the p-values made from them.
struct LogitScanResults: Sendable {
  let layers: [Int]
  let isSingle: Bool
  /// Where each layer's neurons start, and the end of the last.
  private(set) var starts = [0]
  private(set) var columns = [[Double]](repeating: [], count: LogitColumn.allCases.count)
  private(set) var waldP: [Double] = []
  private(set) var ratioP: [Double] = []

  init(layers: [Int], isSingle: Bool) { (self.layers, self.isSingle) = (layers, isSingle) }

  var count: Int { starts[starts.count - 1] }

  subscript(column: LogitColumn) -> [Double] { columns[column.rawValue] }

  mutating func append(_ values: [Double], neurons: Int) {
    let first = count
    for column in columns.indices { columns[column] += values[column * neurons..<(column + 1) * neurons] }
    starts.append(first + neurons)
    let (slope, error, ratio) = (self[.slope], self[.slopeError], self[.ratio])
    var p = [Double](repeating: 0, count: 2 * neurons)
    p.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let p = buffer.baseAddress!
      parallel(neurons, grain: 1024) { part in
        for index in part {
          p[index] = 2 * normalSurvival(abs(slope[first + index] / error[first + index]))
          p[neurons + index] = 2 * normalSurvival(ratio[first + index].squareRoot())
        }
      }
    }
    waldP += p[..<neurons]
    ratioP += p[neurons...]
  }

  /// The position among the layers of the one that holds a flat position.
  func layerPosition(_ index: Int) -> Int {
    var (low, high) = (0, layers.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return low
  }

  /// All layers have as many neurons.
  var isRegular: Bool { (1..<starts.count).allSatisfy { starts[$0] - starts[$0 - 1] == starts[1] } }

  /// Layers × neurons, or along one axis where a matrix was given or layers differ in width.
  func tensor(_ values: [Double]) -> Tensor<Double> {
    let flat = Tensor(values)
    return isSingle || !isRegular ? flat : flat.reshaped([layers.count, starts[1]])
  }
}
