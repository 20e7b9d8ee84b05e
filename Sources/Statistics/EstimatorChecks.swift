// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// What every estimator checks before it fits: the same words for the same mistake.
package enum SampleChecks {
  /// The samples × features matrix in row order.
  ///
  /// Traps on other than two axes, on too few rows or columns, and on NaN and infinity (naming row and column).
  package static func matrix<Scalar: RealScalar>(
    _ data: Tensor<Scalar>, minimumRows: Int = 1, minimumColumns: Int = 1, operation: String
  ) -> Tensor<Scalar> {
    guard data.rank == 2 else {
      trap(
        "\(operation): the data need two axes (samples × features), but the shape is \(describe(shape: data.shape))"
          + (data.rank == 1 ? "; one feature is data[..., newAxis], one sample data[newAxis, ...]" : ""))
    }
    guard data.shape[0] >= minimumRows, data.shape[1] >= minimumColumns else {
      trap(
        "\(operation): at least \(counted(minimumRows, "sample")) and \(counted(minimumColumns, "feature")) are needed, "
          + "but the shape is \(describe(shape: data.shape))")
    }
    let rows = data.contiguous()
    _ = largestMagnitude(rows, operation: operation)
    return rows
  }

  /// The largest magnitude of the elements, 0 of none. Traps on NaN and infinity, naming row and column.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @discardableResult
  package static func largestMagnitude<Scalar: RealScalar>(_ data: Tensor<Scalar>, operation: String) -> Double {
    let largest = data.withUnsafeBufferPointer { values -> Scalar in
      // Four lanes of each: one running extreme would wait for every comparison.
      var (a, b, c, d) = (Scalar.zero, Scalar.zero, Scalar.zero, Scalar.zero)
      // 0 while all are finite, NaN from then on; a comparison alone would pass over NaN.
      var (poisonA, poisonB) = (Scalar.zero, Scalar.zero)
      let whole = values.count / 4 * 4
      for i in stride(from: 0, to: whole, by: 4) {
        let (p, q, r, s) = (
          values[i].magnitude, values[i + 1].magnitude, values[i + 2].magnitude, values[i + 3].magnitude
        )
        a = p > a ? p : a
        b = q > b ? q : b
        c = r > c ? r : c
        d = s > d ? s : d
        poisonA += (p + q) * 0
        poisonB += (r + s) * 0
      }
      for i in whole..<values.count {
        a = max(a, values[i].magnitude)
        poisonA += values[i] * 0
      }
      return max(max(a, b), max(c, d)) + (poisonA + poisonB)
    }
    if largest.isFinite { return Double(largest) }
    // The sum of two finite numbers may overflow, so that none need be found.
    guard let bad = data.withUnsafeBufferPointer({ $0.firstIndex { !$0.isFinite } }) else {
      return data.withUnsafeBufferPointer { $0.reduce(0) { max($0, Double($1.magnitude)) } }
    }
    let width = max(data.shape.last ?? 1, 1)
    let value = data.withUnsafeBufferPointer { $0[bad] }
    trap(
      "\(operation): the data hold \(value) in row \(bad / width), column \(bad % width); "
        + "remove such rows or replace the value first")
  }

  /// The columns whose elements are all the same, in rising order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package static func constantColumns<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> [Int] {
    let (rows, width) = (data.shape[0], data.shape[1])
    guard rows > 0 else { return [] }
    return data.withUnsafeBufferPointer { values in
      var candidates = Array(0..<width)
      for row in 1..<max(rows, 1) {
        candidates.removeAll { values[row &* width &+ $0] != values[$0] }
        if candidates.isEmpty { break }
      }
      return candidates
    }
  }

  /// Weights of rows: one for each, finite and not negative, not all of them zero; nil where there are none.
  package static func weights(
    _ weights: Tensor<some NumberScalar>?, rows: Int, operation: String
  ) -> [Double]? {
    guard let weights = weights?.doubles else { return nil }
    guard weights.shape == [rows] else {
      trap(
        "\(operation): \(rows) samples need \(rows) weights along one axis, but the weights have shape "
          + describe(shape: weights.shape))
    }
    let values = Array(weights)
    if let row = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      trap("\(operation): the weight of row \(row) is \(values[row]); weights must be finite and not negative")
    }
    guard values.contains(where: { $0 > 0 }) else { trap("\(operation): all weights are 0") }
    return values
  }

  /// Traps unless a fitted model can be applied to data of this shape.
  package static func columns(_ shape: [Int], fitted: Int, operation: String) {
    guard shape.count == 2, shape[1] == fitted else {
      trap(
        "\(operation): the model was fitted on \(counted(fitted, "feature")), but the data have shape "
          + "\(describe(shape: shape)); samples × \(fitted) is needed")
    }
  }

  /// "1 sample", "3 samples".
  package static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// The first few positions of a list, for messages: "3, 7, 12 and 5 more".
  package static func listed(_ positions: [Int], limit: Int = 5) -> String {
    let shown = positions.prefix(limit).map(String.init).joined(separator: ", ")
    return positions.count > limit ? "\(shown) and \(positions.count - limit) more" : shown
  }
}
