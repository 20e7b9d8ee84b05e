// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Tensors

/// Distances from some samples to all of others, a few rows at a time, so that no more than those are in memory.
///
/// Differences are taken before squaring: nothing is lost where samples lie near each other but far from the origin, as
/// it is in the usual |a|² - 2ab + |b|².
final class DistanceRows {
  let count: Int
  let others: Int
  private let metric: DistanceMetric
  private let from: Tensor<Double>
  private let to: Tensor<Double>
  private let isSelf: Bool
  /// Samples without a direction, for the cosine.
  private var fromZeros: [Bool] = []
  private var toZeros: [Bool] = []
  private let width: Int

  /// - Parameter others: nil for distances among the samples themselves.
  init(_ samples: Samples, _ others: Samples? = nil, metric: DistanceMetric) {
    self.metric = metric
    isSelf = others == nil
    count = samples.count
    self.others = (others ?? samples).count
    width = samples.width
    guard metric == .cosine else {
      (from, to) = (samples.values, (others ?? samples).values)
      return
    }
    let (directions, zeros) = Self.directions(samples.values)
    (from, fromZeros) = (directions, zeros)
    (to, toZeros) = others.map { Self.directions($0.values) } ?? (directions, zeros)
  }

  /// Rows of length 1; those of zeros stay zeros.
  private static func directions(_ rows: Tensor<Double>) -> (Tensor<Double>, [Bool]) {
    let lengths = rows.norm(axis: 1, keepingDimensions: true)
    return (rows / lengths.mapElements { $0 == 0 ? 1 : $0 }, lengths.map { $0 == 0 })
  }

  /// How many rows to ask for at once: many for speed, few for memory.
  var rowsAtOnce: Int { max(2, min(64, 2_000_000 / max(others, 1))) }

  /// Writes the distances from samples `range` to all others, row after row.
  /// - Parameters:
  ///   - squared: Euclidean distances are left squared.
  ///   - first: others before this one are passed over, and their places left as they are.
  func fill(_ range: Range<Int>, _ out: UnsafeMutablePointer<Double>, squared: Bool = false, from first: Int = 0) {
    from.withUnsafeBufferPointer { from in
      to.withUnsafeBufferPointer { to in
        let (rows, points) = (to.baseAddress! + first * width, from.baseAddress! + range.lowerBound * width)
        let left = others - first
        switch metric {
        case .euclidean, .cosine:
          let tile = Scratch(32 * width, filledWith: 0.0)
          martlet_squared_distances_f64(
            rows, left, width, points, range.count, tile.start, out + first, others)
        case .manhattan:
          for i in 0..<range.count {
            martlet_manhattan_f64(points + i * width, rows, left, width, out + i * others + first)
          }
        case .chebyshev:
          for i in 0..<range.count {
            martlet_chebyshev_f64(points + i * width, rows, left, width, out + i * others + first)
          }
        }
      }
    }
    if metric == .euclidean && !squared { martlet_sqrt_f64(out, out, range.count * others) }
    if metric == .cosine { halve(range, out) }
  }

  /// Of directions, half the squared distance is 1 - cosine.
  private func halve(_ range: Range<Int>, _ out: UnsafeMutablePointer<Double>) {
    for (row, i) in range.enumerated() {
      let line = out + row * others
      for j in 0..<others {
        line[j] = fromZeros[i] || toZeros[j] ? (isSelf && i == j ? 0 : 1) : line[j] / 2
      }
    }
  }

  /// Runs `body` on blocks of rows, several at a time, each with its distances.
  /// - Parameter onlyAfter: distances to the samples before a block are left out, as it is enough to know each pair's once.
  func forEachBlock(
    squared: Bool = false, onlyAfter: Bool = false, _ body: (Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) {
    let step = rowsAtOnce
    let blocks = (count + step - 1) / step
    parallel(blocks, grain: 1) { part in
      let buffer = Scratch(step * others, filledWith: 0.0)
      for block in part {
        let range = block * step..<min((block + 1) * step, count)
        fill(range, buffer.start, squared: squared, from: onlyAfter ? range.lowerBound : 0)
        body(range, buffer.start)
      }
    }
  }
}
