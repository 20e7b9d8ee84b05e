// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Statistics
import Tensors

/// How many samples each pair of labels has: classes of `a` × classes of `b`, both in rising order.
///
/// scikit-learn's `contingency_matrix`. Traps where the labels are not equally many.
public func contingencyMatrix(_ a: Tensor<Int>, _ b: Tensor<Int>) -> Tensor<Int> {
  let table = LabelPairs(a, b, "contingencyMatrix")
  return Tensor(table.counts, shape: [table.rows.count, table.columns.count])
}

/// How far two groupings agree about pairs of samples, corrected for chance (Hubert and Arabie 1985): 1 for the same
/// groups under any names, 0 on average for random ones; may be negative.
public func adjustedRandIndex(_ a: Tensor<Int>, _ b: Tensor<Int>) -> Double {
  let table = LabelPairs(a, b, "adjustedRandIndex")
  func pairs(_ counts: [Int]) -> Double { counts.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 } }
  let (both, inA, inB) = (pairs(table.counts), pairs(table.rows), pairs(table.columns))
  let all = pairs([a.count])
  let expected = all > 0 ? inA * inB / all : 0
  let largest = (inA + inB) / 2
  // Both are one group, or both have every sample alone.
  return largest == expected ? 1 : (both - expected) / (largest - expected)
}

/// How much one grouping tells about the other, in nats.
public func mutualInformation(_ a: Tensor<Int>, _ b: Tensor<Int>) -> Double {
  LabelPairs(a, b, "mutualInformation").information
}

/// Mutual information as a share of the groupings' mean entropy, 0 to 1; scikit-learn's, arithmetic mean. It is not
/// corrected for chance: many small groups raise it.
public func normalizedMutualInformation(_ a: Tensor<Int>, _ b: Tensor<Int>) -> Double {
  let table = LabelPairs(a, b, "normalizedMutualInformation")
  if table.isTrivial { return 1 }
  let information = table.information
  if information <= .ulpOfOne { return 0 }
  return information / ((table.entropy(table.rows) + table.entropy(table.columns)) / 2)
}

/// Mutual information corrected for chance (Vinh, Epps and Bailey 2010): 1 for the same groups under any names, 0 on
/// average for random ones. Costs groups × groups × the size of groups.
public func adjustedMutualInformation(_ a: Tensor<Int>, _ b: Tensor<Int>) -> Double {
  let table = LabelPairs(a, b, "adjustedMutualInformation")
  if table.isTrivial { return 1 }
  let (information, expected) = (table.information, table.expectedInformation)
  let largest = (table.entropy(table.rows) + table.entropy(table.columns)) / 2
  let range = largest - expected
  // Rounding must not turn the sign where everything is expected.
  let bounded = range < 0 ? min(range, -.ulpOfOne) : max(range, .ulpOfOne)
  return (information - expected) / bounded
}

/// The contingency table of two labellings of the same samples.
private struct LabelPairs {
  let total: Double
  /// By row: classes of the first × classes of the second.
  var counts: [Int]
  let rows: [Int]
  let columns: [Int]

  init(_ a: Tensor<Int>, _ b: Tensor<Int>, _ operation: String) {
    guard a.rank == 1, a.shape == b.shape, !a.isEmpty else {
      trap(
        "\(operation): two labels for each sample are needed, but the shapes are \(describe(shape: a.shape)) and "
          + describe(shape: b.shape))
    }
    let first = LabelTable(a, rows: a.count, minimumClasses: 1, operation: operation)
    let second = LabelTable(b, rows: a.count, minimumClasses: 1, operation: operation)
    (rows, columns) = (first.counts, second.counts)
    total = Double(a.count)
    counts = [Int](repeating: 0, count: rows.count * columns.count)
    for (i, j) in zip(first.indices, second.indices) { counts[i * columns.count + j] += 1 }
  }

  /// Both are one group, or both have every sample alone.
  var isTrivial: Bool {
    rows.count == columns.count && (rows.count == 1 || rows.count == Int(total))
  }

  func entropy(_ counts: [Int]) -> Double {
    counts.reduce(0) { $0 - Double($1) / total * log(Double($1) / total) }
  }

  var information: Double {
    var sum = 0.0
    for i in rows.indices {
      for j in columns.indices where counts[i * columns.count + j] > 0 {
        let share = Double(counts[i * columns.count + j]) / total
        sum += share * log(share * total * total / (Double(rows[i]) * Double(columns[j])))
      }
    }
    return max(sum, 0)
  }

  /// The mean of the information over all tables with these margins.
  var expectedInformation: Double {
    let n = Int(total)
    // Logarithms of factorials.
    var factorials = [0.0]
    for k in 1...max(n, 1) { factorials.append(factorials[k - 1] + log(Double(k))) }
    var sum = 0.0
    for a in rows {
      for b in columns {
        let fixed = factorials[a] + factorials[b] + factorials[n - a] + factorials[n - b] - factorials[n]
        for both in max(1, a + b - n)...max(min(a, b), max(1, a + b - n)) where both <= min(a, b) {
          let chance =
            fixed - factorials[both] - factorials[a - both] - factorials[b - both] - factorials[n - a - b + both]
          let share = Double(both) / total
          sum += share * log(total * Double(both) / (Double(a) * Double(b))) * exp(chance)
        }
      }
    }
    return sum
  }
}
