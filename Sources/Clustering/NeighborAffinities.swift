// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Glibc
import JupyterDisplay
import Tensors

/// How much samples are neighbours of each other: for the nearest only, symmetric, summing to 1.
final class NeighborAffinities {
  let count: Int
  /// Where each sample's neighbours start, and the end of the last; a row has those that it is near to and those that are
  /// near to it, in rising order.
  let starts: [Int64]
  let neighbors: Scratch<Int32>
  let values: Scratch<Float>
  /// The sum of p ln p.
  let entropy: Double

  init(_ distances: DistanceRows, perplexity: Double, distancesAreSquared: Bool) {
    let n = distances.count
    let k = min(n - 1, Int(3 * perplexity + 1))
    // Each row's nearest and their conditional probabilities.
    let nearest = Scratch(n * k, filledWith: Int32(0))
    let conditional = Scratch(n * k, filledWith: 0.0)
    let bar = ProgressBar("t-SNE: neighbours", total: n)
    let step = distances.rowsAtOnce * 64
    for first in stride(from: 0, to: n, by: step) {
      Interrupt.check()
      let range = first..<min(first + step, n)
      parallel(range.count, grain: max(1, min(distances.rowsAtOnce, range.count / 16))) { part in
        Self.findNearest(
          range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound, distances, k, perplexity,
          distancesAreSquared, nearest, conditional)
      }
      bar.update(range.upperBound)
    }
    bar.finish()

    // Columns of the transpose, by counting.
    var counts = [Int](repeating: 0, count: n + 1)
    for j in nearest.elements { counts[Int(j) + 1] += 1 }
    for i in 0..<n { counts[i + 1] += counts[i] }
    let (sources, inward) = (Scratch(n * k, filledWith: Int32(0)), Scratch(n * k, filledWith: 0.0))
    var next = counts
    for i in 0..<n {
      for position in i * k..<(i + 1) * k {
        let place = next[Int(nearest[position])]
        next[Int(nearest[position])] += 1
        sources[place] = Int32(i)
        inward[place] = conditional[position]
      }
    }

    // Both lists of a row are in rising order, and are merged.
    var starts: [Int64] = [0]
    var (columns, sums) = ([Int32](), [Double]())
    columns.reserveCapacity(2 * n * k)
    sums.reserveCapacity(2 * n * k)
    for i in 0..<n {
      var (a, b) = (i * k, counts[i])
      while a < (i + 1) * k || b < counts[i + 1] {
        let own = a < (i + 1) * k ? nearest[a] : .max
        let other = b < counts[i + 1] ? sources[b] : .max
        columns.append(min(own, other))
        sums.append((own <= other ? conditional[a] : 0) + (other <= own ? inward[b] : 0))
        if own <= other { a += 1 }
        if other <= own { b += 1 }
      }
      starts.append(Int64(columns.count))
    }
    let total = max(sums.reduce(0, +), .ulpOfOne)
    count = n
    self.starts = starts
    neighbors = Scratch(columns.count, filledWith: 0)
    values = Scratch(columns.count, filledWith: 0)
    var entropy = 0.0
    for position in columns.indices {
      neighbors[position] = columns[position]
      let p = sums[position] / total
      values[position] = Float(p)
      if p > 0 { entropy += p * log(p) }
    }
    self.entropy = entropy
  }

  private static func findNearest(
    _ rows: Range<Int>, _ distances: DistanceRows, _ k: Int, _ perplexity: Double, _ areSquared: Bool,
    _ nearest: Scratch<Int32>, _ conditional: Scratch<Double>
  ) {
    let n = distances.others
    let block = Scratch(min(distances.rowsAtOnce, rows.count) * n, filledWith: 0.0)
    let (line, heap, positions) = (
      Scratch(k, filledWith: Float(0)), Scratch(k, filledWith: 0.0), Scratch(k, filledWith: Int32(0))
    )
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: distances.rowsAtOnce) {
      let here = first..<min(first + distances.rowsAtOnce, rows.upperBound)
      distances.fill(here, block.start, squared: areSquared)
      for (row, i) in here.enumerated() {
        let values = block.start + row * n
        martlet_smallest_f64(values, n, i, k, heap.start, positions.start)
        let rising = positions.elements.sorted()
        for (rank, j) in rising.enumerated() {
          nearest[i * k + rank] = j
          line[rank] = Float(areSquared ? values[Int(j)] : values[Int(j)] * values[Int(j)])
        }
        _ = martlet_tsne_conditionals(line.start, k, -1, perplexity, conditional.start + i * k)
      }
    }
  }
}
