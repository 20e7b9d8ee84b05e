// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Count, mean and spread of each column of a group of samples.
struct GroupMoments {
  let count: Int
  let mean: [Double]
  /// The root of the sum of squared distances from the mean. In the unit of the data: their squares would overflow from
  /// 1e154 on and vanish below 1e-154, and what is made of them with them.
  let spread: [Double]

  /// The standard deviation with the given number subtracted from the divisor; NaN where nothing is left of it.
  func deviation(_ column: Int, ddof: Int = 1) -> Double {
    count > ddof ? spread[column] / Double(count - ddof).squareRoot() : .nan
  }

  /// The standard error of the mean.
  func standardError(_ column: Int, ddof: Int = 1) -> Double {
    deviation(column, ddof: ddof) / Double(count).squareRoot()
  }

  init<Scalar: NumberScalar>(_ samples: Tensor<Scalar>) {
    let (rows, columns) = (samples.shape[0], samples.shape.dropFirst().reduce(1, *))
    if let floats = samples as? Tensor<Float> {
      self = floats.withUnsafeBufferPointer { samples in
        Self.make(rows: rows, columns: columns, value: { Double(samples[$0 * columns + $1]) }) {
          first, width, mean, squares in
          martlet_column_moments_f32(samples.baseAddress! + first, rows, width, columns, mean, squares)
        }
      }
      return
    }
    self = samples.doubles.withUnsafeBufferPointer { samples in
      Self.make(rows: rows, columns: columns, value: { samples[$0 * columns + $1] }) { first, width, mean, squares in
        martlet_column_moments_f64(samples.baseAddress! + first, rows, width, columns, mean, squares)
      }
    }
  }

  /// Of the differences of paired samples, which are not stored.
  init(differences a: Tensor<Double>, _ b: Tensor<Double>) {
    self = b.withUnsafeBufferPointer { b in
      let start = b.baseAddress!
      let shape = a.shape
      let columns = shape.dropFirst().reduce(1, *)
      return a.withUnsafeBufferPointer { a in
        Self.make(rows: shape[0], columns: columns, value: { a[$0 * columns + $1] - b[$0 * columns + $1] }) {
          first, width, mean, squares in
          martlet_difference_moments_f64(
            a.baseAddress! + first, start + first, shape[0], width, columns, columns, mean, squares)
        }
      }
    }
  }

  private init(count: Int, mean: [Double], spread: [Double]) {
    self.count = count
    self.mean = mean
    self.spread = spread
  }

  /// - Parameters:
  ///   - value: the number at a row and column.
  ///   - body: writes means and sums of squared distances of some columns.
  private static func make(
    rows: Int, columns: Int, value: (Int, Int) -> Double,
    _ body: (Int, Int, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) -> GroupMoments {
    var mean = [Double](repeating: .nan, count: columns)
    var spread = mean
    if rows > 0 {
      mean.withUnsafeMutableBufferPointer { mean in
        spread.withUnsafeMutableBufferPointer { spread in
          guard let means = mean.baseAddress, let spreads = spread.baseAddress else { return }
          // Parts of at least 256 kB: a thread costs some microseconds.
          parallel(columns, grain: max(64, 32768 / rows)) { part in
            body(part.lowerBound, part.count, means + part.lowerBound, spreads + part.lowerBound)
            for column in part {
              spreads[column] =
                safeSquares.contains(spreads[column])
                ? spreads[column].squareRoot() : scaledSpread(rows, means[column]) { value($0, column) }
            }
          }
        }
      }
    }
    return GroupMoments(count: rows, mean: mean, spread: spread)
  }

  /// Sums of squares in which nothing has overflowed, and nothing has vanished that counts.
  private static let safeSquares = 1e-280...1e300

  /// Distances are divided by the largest before they are squared.
  private static func scaledSpread(_ rows: Int, _ mean: Double, _ value: (Int) -> Double) -> Double {
    guard mean.isFinite else { return .nan }
    let largest = (0..<rows).reduce(0.0) { max($0, (value($1) - mean).magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    let squares = (0..<rows).reduce(0.0) { sum, row in
      let distance = (value(row) - mean) / largest
      return sum + distance * distance
    }
    return largest * squares.squareRoot()
  }
}
