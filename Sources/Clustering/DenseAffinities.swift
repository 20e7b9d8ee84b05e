// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Glibc
import JupyterDisplay
import Tensors

/// How much samples are neighbours of each other: for all pairs, symmetric, summing to 1.
final class DenseAffinities {
  let count: Int
  /// The length of a row in memory: `count` and zeros up to a whole number of vectors.
  let stride: Int
  let values: Scratch<Float>
  /// The sum of p ln p.
  let entropy: Double

  init(_ distances: DistanceRows, perplexity: Double, distancesAreSquared: Bool) {
    let n = distances.count
    let stride = (n + 15) / 16 * 16
    let values = Scratch(n * stride, filledWith: Float(0))
    distances.forEachBlock(squared: distancesAreSquared) { rows, block in
      let (line, probabilities) = (Scratch(n, filledWith: Float(0)), Scratch(n, filledWith: 0.0))
      for (row, i) in rows.enumerated() {
        let here = block + row * n
        for j in 0..<n { line[j] = Float(distancesAreSquared ? here[j] : here[j] * here[j]) }
        _ = martlet_tsne_conditionals(line.start, n, i, perplexity, probabilities.start)
        let out = values.start + i * stride
        for j in 0..<n { out[j] = Float(probabilities[j]) }
      }
    }
    Interrupt.check()
    var sum = 0.0
    for i in 0..<n {
      for j in 0..<i {
        let both = values[i * stride + j] + values[j * stride + i]
        values[i * stride + j] = both
        values[j * stride + i] = both
        sum += 2 * Double(both)
      }
    }
    let scale = Float(1 / max(sum, .ulpOfOne))
    let sums = Scratch(n, filledWith: 0.0)
    parallel(n, grain: max(1, 20_000 / n)) { rows in
      for i in rows {
        var sum = 0.0
        for j in 0..<n {
          let p = values[i * stride + j] * scale
          values[i * stride + j] = p
          if p > 0 { sum += Double(p) * log(Double(p)) }
        }
        sums[i] = sum
      }
    }
    count = n
    self.stride = stride
    self.values = values
    entropy = sums.elements.reduce(0, +)
  }
}
