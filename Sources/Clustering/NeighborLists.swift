// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Pairs within a radius, found by computing all distances, or all but those that are plainly greater or smaller; keeps
/// the pairs and nothing else.
final class NeighborLists: NeighborPairs {
  private let count: Int
  /// For blocks of samples: where each sample's neighbours start, and the neighbours that come after it.
  private var starts: [[Int]]
  private var neighbors: [[Int32]]
  private let step: Int

  init(_ samples: Samples, radius: Double, _ metric: DistanceMetric) {
    count = samples.count
    if metric == .euclidean, let screen = DistanceScreen(samples, radius: radius) {
      step = DistanceScreen.rowsTogether
      (starts, neighbors) = screen.neighbors()
      return
    }
    let distances = DistanceRows(samples, metric: metric)
    step = distances.rowsAtOnce
    let blocks = (count + step - 1) / step
    let limit = metric == .euclidean ? radius * radius : radius
    let found = Lock([(Int, [Int], [Int32])]())
    (starts, neighbors) = (Array(repeating: [], count: blocks), Array(repeating: [], count: blocks))
    distances.forEachBlock(squared: true, onlyAfter: true) { rows, block in
      var (starts, list) = ([0], [Int32]())
      for (row, i) in rows.enumerated() {
        let line = block + row * distances.others
        for j in i + 1..<max(distances.others, i + 1) where line[j] <= limit { list.append(Int32(j)) }
        starts.append(list.count)
      }
      found.withLock { [starts, list] in $0.append((rows.lowerBound, starts, list)) }
    }
    Interrupt.check()
    for (first, starts, list) in found.withLock({ $0 }) {
      self.starts[first / step] = starts
      neighbors[first / step] = list
    }
  }

  func totals(_ weights: [Double]?) -> [Double] {
    var totals = weights ?? [Double](repeating: 1, count: count)
    forEachPair { i, j in
      totals[i] += weights?[j] ?? 1
      totals[j] += weights?[i] ?? 1
    }
    return totals
  }

  func forEachPair(_ body: (Int, Int) -> Void) {
    for block in starts.indices {
      let (starts, list) = (starts[block], neighbors[block])
      for row in 0..<starts.count - 1 {
        for position in starts[row]..<starts[row + 1] { body(block * step + row, Int(list[position])) }
      }
    }
  }
}
