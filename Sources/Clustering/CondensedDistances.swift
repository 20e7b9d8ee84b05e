// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// The distances of all pairs of samples, each once, and the ways to merge samples by them.
final class CondensedDistances {
  private let count: Int
  private let values: Scratch<Double>

  init(_ samples: Samples, _ metric: DistanceMetric) {
    let n = samples.count
    count = n
    let values = Scratch(n * (n - 1) / 2, filledWith: 0.0)
    DistanceRows(samples, metric: metric).forEachBlock(onlyAfter: true) { rows, block in
      for (row, i) in rows.enumerated() where i + 1 < n {
        (values.start + Self.position(i, i + 1, n)).update(from: block + row * n + i + 1, count: n - i - 1)
      }
    }
    self.values = values
  }

  /// Of the pair i < j.
  @inline(__always)
  private static func position(_ i: Int, _ j: Int, _ n: Int) -> Int { i * (2 * n - i - 1) / 2 + j - i - 1 }

  @inline(__always)
  private subscript(_ i: Int, _ j: Int) -> Double {
    get { values[i < j ? Self.position(i, j, count) : Self.position(j, i, count)] }
    set { values[i < j ? Self.position(i, j, count) : Self.position(j, i, count)] = newValue }
  }

  /// Merges along chains of nearest neighbours (Müllner 2011): O(samples²) in all. Uses the distances up.
  func neighborChain(_ linkage: AgglomerativeClustering.Linkage) -> [Merge] {
    let bar = ProgressBar("Agglomerative clustering", total: count - 1)
    var sizes = [Int](repeating: 1, count: count)
    var chain: [Int] = []
    var merges: [Merge] = []
    merges.reserveCapacity(count - 1)
    var firstLiving = 0
    while merges.count < count - 1 {
      Interrupt.check()
      if chain.isEmpty {
        while sizes[firstLiving] == 0 { firstLiving += 1 }
        chain = [firstLiving]
      }
      // Grow the chain until its last two are each other's nearest.
      var (x, y, height) = (0, 0, 0.0)
      while true {
        x = chain[chain.count - 1]
        // Ties go to the one before, so that the chain ends.
        if chain.count > 1 {
          y = chain[chain.count - 2]
          height = self[x, y]
        } else {
          height = .infinity
        }
        for i in 0..<count where sizes[i] > 0 && i != x {
          let distance = self[x, i]
          if distance < height { (height, y) = (distance, i) }
        }
        if chain.count > 1 && y == chain[chain.count - 2] { break }
        chain.append(y)
      }
      chain.removeLast(2)
      if x > y { swap(&x, &y) }
      let (nx, ny) = (Double(sizes[x]), Double(sizes[y]))
      merges.append(Merge(first: x, second: y, height: height))
      (sizes[x], sizes[y]) = (0, sizes[x] + sizes[y])
      for i in 0..<count where sizes[i] > 0 && i != y {
        let (dx, dy) = (self[i, x], self[i, y])
        switch linkage {
        case .complete: self[i, y] = max(dx, dy)
        case .average: self[i, y] = (nx * dx + ny * dy) / (nx + ny)
        case .single: self[i, y] = min(dx, dy)
        case .ward:
          let ni = Double(sizes[i])
          let total = nx + ny + ni
          self[i, y] = ((nx + ni) / total * dx * dx + (ny + ni) / total * dy * dy - ni / total * height * height)
            .squareRoot()
        }
      }
      bar.update(merges.count)
    }
    bar.finish()
    return merges
  }

  /// The edges of the minimum spanning tree, which are the merges of single linkage (Prim's algorithm).
  func singleLinkage() -> [Merge] {
    let bar = ProgressBar("Agglomerative clustering", total: count - 1)
    var nearest = [Double](repeating: .infinity, count: count)
    var isMerged = [Bool](repeating: false, count: count)
    var merges: [Merge] = []
    var x = 0
    while merges.count < count - 1 {
      Interrupt.check()
      isMerged[x] = true
      var (y, height) = (0, Double.infinity)
      for i in 0..<count where !isMerged[i] {
        nearest[i] = min(nearest[i], self[x, i])
        if nearest[i] < height { (y, height) = (i, nearest[i]) }
      }
      merges.append(Merge(first: x, second: y, height: height))
      x = y
      bar.update(merges.count)
    }
    bar.finish()
    return merges
  }
}
