// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Samples × features as solvers see them: in the precision they came in, never copied as a whole, and with sums in
/// double precision that do not depend on the number of threads.
final class Design: Sendable {
  enum Storage: Sendable {
    case double(Tensor<Double>)
    case single(Tensor<Float>)
  }

  let storage: Storage
  let rows: Int
  let width: Int

  /// - Parameter data: two axes, contiguous.
  init<Scalar: RealScalar>(_ data: Tensor<Scalar>) {
    (rows, width) = (data.shape[0], data.shape[1])
    if let single = data as? Tensor<Float> {
      storage = .single(single)
    } else {
      storage = .double(data as? Tensor<Double> ?? Tensor<Double>(data))
    }
  }

  /// Fewer multiplications than this are not worth another thread.
  private static var grain: Int { 1 << 17 }

  /// `out[i] = Σ x[i, j] w[j]`
  func product(_ w: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    parallel(rows, grain: max(1, Self.grain / max(width, 1))) { range in
      let (first, count) = (range.lowerBound, range.count)
      switch self.storage {
      case .double(let x):
        x.withUnsafeBufferPointer { martlet_gemv_f64($0.baseAddress! + first * width, count, width, w, out + first) }
      case .single(let x):
        x.withUnsafeBufferPointer { martlet_gemv_f32($0.baseAddress! + first * width, count, width, w, out + first) }
      }
    }
  }

  /// `out[j] = Σ r[i] x[i, j]`
  func transposedProduct(_ r: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    parallel(width, grain: max(64, Self.grain / max(rows, 1))) { range in
      let (first, count) = (range.lowerBound, range.count)
      switch self.storage {
      case .double(let x):
        x.withUnsafeBufferPointer { martlet_gemvt_f64($0.baseAddress!, rows, width, first, count, r, out + first) }
      case .single(let x):
        x.withUnsafeBufferPointer { martlet_gemvt_f32($0.baseAddress!, rows, width, first, count, r, out + first) }
      }
    }
  }

  /// `out[j] = Σ r[i] x[i, j]²`
  func transposedSquares(_ r: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    parallel(width, grain: max(64, Self.grain / max(rows, 1))) { range in
      let (first, count) = (range.lowerBound, range.count)
      switch self.storage {
      case .double(let x):
        x.withUnsafeBufferPointer {
          martlet_gemvt_squares_f64($0.baseAddress!, rows, width, first, count, r, out + first)
        }
      case .single(let x):
        x.withUnsafeBufferPointer {
          martlet_gemvt_squares_f32($0.baseAddress!, rows, width, first, count, r, out + first)
        }
      }
    }
  }

  /// A copy of one column.
  func column(_ feature: Int) -> Vector {
    let column = Vector(rows)
    switch storage {
    case .double(let x):
      x.withUnsafeBufferPointer { x in for i in 0..<rows { column[i] = x[i &* width &+ feature] } }
    case .single(let x):
      x.withUnsafeBufferPointer { x in for i in 0..<rows { column[i] = Double(x[i &* width &+ feature]) } }
    }
    return column
  }

  /// Some rows in double precision, each times its factor.
  func copy(_ range: Range<Int>, scaledBy factors: UnsafePointer<Double>?, into out: UnsafeMutablePointer<Double>) {
    let (first, count) = (range.lowerBound, range.count)
    let factors = factors.map { $0 + first }
    switch storage {
    case .double(let x):
      x.withUnsafeBufferPointer {
        martlet_scale_rows_f64($0.baseAddress! + first * width, count, width, factors, out)
      }
    case .single(let x):
      x.withUnsafeBufferPointer {
        martlet_scale_rows_f32($0.baseAddress! + first * width, count, width, factors, out)
      }
    }
  }
}
