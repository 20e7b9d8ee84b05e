// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import JupyterDisplay
import Tensors

/// Finds the pairs of samples within a Euclidean distance by products of Float, and computes in Double only the pairs that
/// these leave in doubt.
///
/// |a - b|² = |a|² + |b|² - 2ab is a matter of one fast matrix product, but errs by a share of |a|² + |b|². The share is
/// bounded (Higham, Accuracy and Stability of Numerical Algorithms, §3.1), whatever the order of the sum, so a pair
/// beyond the bound is decided, and the few others are measured as ever: which pairs are found never depends on the
/// products.
final class DistanceScreen {
  /// How many samples share a list of neighbours.
  static let rowsTogether = 16
  private static let rowsAtOnce = 128

  private let samples: Tensor<Double>
  private let centred: Tensor<Float>
  private let limit: Double
  /// For each sample half its squared length, less or more what products may err.
  private let least: Tensor<Float>
  private let most: Tensor<Float>
  private let slack: Double

  /// Nil where Float does not tell near from far: numbers out of its range, or so far apart that all is in doubt.
  init?(_ samples: Samples, radius: Double) {
    self.samples = samples.values.contiguous()
    limit = radius * radius
    let shifted = samples.values - samples.values.mean(axis: 0)
    let lengths = (shifted * shifted).sum(axis: 1)
    // Of the products, of rounding samples, lengths and sums to Float, and some.
    let share = Double(samples.width + 16) * 0x1p-24
    guard lengths.max() < 1e30, limit > 1e-25, limit < 1e30, share * lengths.max() < limit else { return nil }
    centred = Tensor<Float>(shifted)
    least = Tensor<Float>(lengths * ((1 - share) / 2))
    most = Tensor<Float>(lengths * ((1 + share) / 2))
    slack = limit * 0x1p-22
  }

  /// For each ``rowsTogether`` samples where each one's neighbours start, and the neighbours that come after it.
  func neighbors() -> (starts: [[Int]], neighbors: [[Int32]]) {
    let (count, together) = (samples.shape[0], Self.rowsTogether)
    let blocks = (count + together - 1) / together
    let found = Lock(
      (starts: [[Int]](repeating: [], count: blocks), neighbors: [[Int32]](repeating: [], count: blocks)))
    for first in stride(from: 0, to: count, by: Self.rowsAtOnce) {
      Interrupt.check()
      let rows = first..<min(first + Self.rowsAtOnce, count)
      let products = centred[rows, ...].matmul(centred[first..<count, ...].transposed)
      products.withUnsafeBufferPointer { products in
        parallel((rows.count + together - 1) / together, grain: 1) { part in
          let places = Scratch<Int32>(count - first, filledWith: 0)
          for block in part {
            let start = first + block * together
            let (starts, list) = search(
              start..<min(start + together, count), products.baseAddress! + (start - first) * (count - first), first,
              places)
            found.withLock {
              $0.starts[start / together] = starts
              $0.neighbors[start / together] = list
            }
          }
        }
      }
    }
    return found.withLock { $0 }
  }

  /// - Parameters:
  ///   - products: those of the rows with all samples from `first` on, row after row.
  ///   - places: memory for as many.
  private func search(
    _ rows: Range<Int>, _ products: UnsafePointer<Float>, _ first: Int, _ places: Scratch<Int32>
  ) -> ([Int], [Int32]) {
    let (count, width) = (samples.shape[0], samples.shape[1])
    var (starts, list) = ([0], [Int32]())
    samples.withUnsafeBufferPointer { samples in
      least.withUnsafeBufferPointer { least in
        most.withUnsafeBufferPointer { most in
          let samples = samples.baseAddress!
          for (row, i) in rows.enumerated() {
            let line = products + row * (count - first)
            let after = i + 1 - first
            let possible = martlet_places_at_least_f32(
              line + after, least.baseAddress! + (i + 1), least[i] - Float((limit + slack) / 2), count - i - 1,
              places.start)
            let sure = most[i] - Float((limit - slack) / 2)
            for k in 0..<possible {
              let j = i + 1 + Int(places[k])
              if line[j - first] < most[j] + sure {
                var distance = 0.0
                martlet_euclidean_squared_f64(samples + i * width, samples + j * width, 1, width, &distance)
                if distance > limit { continue }
              }
              list.append(Int32(j))
            }
            starts.append(list.count)
          }
        }
      }
    }
    return (starts, list)
  }
}
