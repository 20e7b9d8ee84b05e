// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Count, mean and sum of squared distances from the mean of each column of a group of samples.
struct GroupMoments {
  let count: Int
  let mean: [Double]
  let squares: [Double]

  /// The variance with the given number subtracted from the divisor; NaN where nothing is left of it.
  func variance(_ column: Int, ddof: Int = 1) -> Double {
    count > ddof ? squares[column] / Double(count - ddof) : .nan
  }

  init(_ samples: Tensor<Double>) {
    let (rows, columns) = (samples.shape[0], samples.shape.dropFirst().reduce(1, *))
    self = samples.withUnsafeBufferPointer { samples in
      Self.make(rows: rows, columns: columns) { first, width, mean, squares in
        martlet_column_moments_f64(samples.baseAddress! + first, rows, width, columns, mean, squares)
      }
    }
  }

  init(_ samples: Tensor<Float>) {
    let (rows, columns) = (samples.shape[0], samples.shape.dropFirst().reduce(1, *))
    self = samples.withUnsafeBufferPointer { samples in
      Self.make(rows: rows, columns: columns) { first, width, mean, squares in
        martlet_column_moments_f32(samples.baseAddress! + first, rows, width, columns, mean, squares)
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
        Self.make(rows: shape[0], columns: columns) { first, width, mean, squares in
          martlet_difference_moments_f64(
            a.baseAddress! + first, start + first, shape[0], width, columns, columns, mean, squares)
        }
      }
    }
  }

  private init(count: Int, mean: [Double], squares: [Double]) {
    self.count = count
    self.mean = mean
    self.squares = squares
  }

  private static func make(
    rows: Int, columns: Int,
    _ body: (Int, Int, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) -> GroupMoments {
    var mean = [Double](repeating: .nan, count: columns)
    var squares = mean
    if rows > 0 {
      mean.withUnsafeMutableBufferPointer { mean in
        squares.withUnsafeMutableBufferPointer { squares in
          let (means, sums) = (mean.baseAddress, squares.baseAddress)
          guard let means, let sums else { return }
          // Parts of at least 256 kB: a thread costs some microseconds.
          parallel(columns, grain: max(64, 32768 / rows)) { part in
            body(part.lowerBound, part.count, means + part.lowerBound, sums + part.lowerBound)
          }
        }
      }
    }
    return GroupMoments(count: rows, mean: mean, squares: squares)
  }
}
