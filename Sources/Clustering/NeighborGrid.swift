// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Pairs within a radius among samples of one to three features, found in a grid of cells as wide as the radius.
///
/// Samples are kept in the order of their cells, so that the neighbours of a cell along the first axis are one stretch
/// of memory.
final class NeighborGrid: NeighborPairs {
  private let count: Int
  private let limit: Double
  private let metric: DistanceMetric
  /// Coordinates in the order of cells; missing axes are zero.
  private let axes: [Scratch<Double>]
  /// The sample at each place.
  private let samples: [Int]
  private var cellKeys: [Int] = []
  /// Where each cell's samples start, and the end of the last.
  private var cellStarts: [Int] = []
  /// The distances in keys to the rows of cells around a cell, its own first; rows before it are left out.
  private let rowsAhead: [Int]

  init(_ samples: Samples, radius: Double, _ metric: DistanceMetric) {
    count = samples.count
    self.metric = metric
    limit = metric == .euclidean ? radius * radius : radius
    let (n, width) = (samples.count, samples.width)
    var keys = [Int](repeating: 0, count: n)
    var sizes: [Int] = []
    for axis in 0..<width {
      let column = samples.values[..., axis]
      let (low, high) = (column.min(), column.max())
      // A little wider than the radius, so that rounding puts no neighbours two cells apart; and never so many cells
      // that rounding exceeds that margin.
      let cell = max(radius * (1 + 1e-9), (high - low) / 1e6)
      let positions = column.map { Int((($0 - low) / cell).rounded(.down)) + 1 }
      let size = sizes.reduce(1, *)
      for i in 0..<n { keys[i] += positions[i] * size }
      // An empty cell at each end keeps rows of cells apart.
      sizes.append((positions.max() ?? 0) + 2)
    }
    let order = Array(Tensor(keys).argsort())
    self.samples = order
    axes = samples.withRows { rows in
      (0..<3).map { axis in
        let line = Scratch(n, filledWith: 0.0)
        if axis < width { for place in 0..<n { line[place] = rows[order[place] * width + axis] } }
        return line
      }
    }
    for (place, sample) in order.enumerated() where cellKeys.last != keys[sample] {
      cellKeys.append(keys[sample])
      cellStarts.append(place)
    }
    cellStarts.append(n)
    let row = sizes[0]
    let layer = width > 1 ? row * sizes[1] : 0
    switch width {
    case 1: rowsAhead = [0]
    case 2: rowsAhead = [0, row]
    default: rowsAhead = [0, row, layer - row, layer, layer + row]
    }
  }

  func totals(_ weights: [Double]?) -> [Double] {
    var totals = weights ?? [Double](repeating: 1, count: count)
    if weights == nil {
      totals.withUnsafeMutableBufferPointer { totals in
        visit { i, j in
          totals[i] += 1
          totals[j] += 1
        }
      }
    } else {
      visit { i, j in
        totals[i] += weights?[j] ?? 1
        totals[j] += weights?[i] ?? 1
      }
    }
    return totals
  }

  func forEachPair(_ body: (Int, Int) -> Void) { visit(body) }

  @inline(__always)
  private func visit(_ body: (Int, Int) -> Void) {
    let (x, y, z) = (axes[0].start, axes[1].start, axes[2].start)
    @inline(__always)
    func areNear(_ a: Int, _ b: Int) -> Bool {
      let (dx, dy, dz) = (x[a] - x[b], y[a] - y[b], z[a] - z[b])
      switch metric {
      case .manhattan: return abs(dx) + abs(dy) + abs(dz) <= limit
      case .chebyshev: return max(abs(dx), abs(dy), abs(dz)) <= limit
      default: return dx * dx + dy * dy + dz * dz <= limit
      }
    }
    var ahead = [Int](repeating: 0, count: rowsAhead.count)
    for cell in cellKeys.indices {
      if cell & 1023 == 0 { Interrupt.check() }
      let own = cellStarts[cell]..<cellStarts[cell + 1]
      for (row, offset) in rowsAhead.enumerated() {
        let key = cellKeys[cell] + offset
        // The first cell of the row that may hold neighbours; it only ever moves on.
        while ahead[row] < cellKeys.count, cellKeys[ahead[row]] < key - 1 { ahead[row] += 1 }
        var last = ahead[row]
        while last < cellKeys.count, cellKeys[last] <= key + 1 { last += 1 }
        let (start, end) = (cellStarts[offset == 0 ? cell : ahead[row]], cellStarts[last])
        for a in own {
          for b in (offset == 0 ? a + 1 : start)..<max(end, offset == 0 ? a + 1 : start) where areNear(a, b) {
            body(samples[a], samples[b])
          }
        }
      }
    }
  }
}
