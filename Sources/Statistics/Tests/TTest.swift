// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The result of ``tTest(_:_:_:alternative:)``: one test, or one for each column.
///
/// Tensors have the shape of the columns; of plain lists of samples they have no axes, and `item` is their value.
public struct TTest: ColumnTest {
  public enum Kind: String, Sendable, CaseIterable {
    /// Two groups whose variances are taken to be equal. SciPy's `ttest_ind`.
    case student
    /// Two groups with variances of their own. SciPy's `ttest_ind(equal_var=False)`.
    case welch
    /// Two measurements of the same samples. SciPy's `ttest_rel`.
    case paired
    /// One group against a given mean. SciPy's `ttest_1samp`.
    case oneSample
  }

  public let kind: Kind
  public let alternative: Alternative
  /// t: the difference over its standard error.
  public let statistic: Tensor<Double>
  public let degreesOfFreedom: Tensor<Double>
  public let pValue: Tensor<Double>
  /// The mean of the first group less that of the second, or less the given mean.
  public let difference: Tensor<Double>
  public let standardError: Tensor<Double>
  /// Samples in each group.
  public let counts: [Int]
  public let warning: String?

  public var logPValue: Tensor<Double> {
    // Computed only where it is asked for: a logarithm each, and most readers want p.
    let freedom = Array(degreesOfFreedom)
    let logs = zip(Array(statistic), freedom).map { StudentTail($1).logPValue($0, alternative) }
    return Tensor(logs, shape: statistic.shape)
  }

  /// Where the true difference lies with the given confidence; unbounded on one side for a one-sided test.
  /// - Parameter level: between 0 and 1.
  public func confidenceInterval(_ level: Double = 0.95) -> ConfidenceInterval {
    checkLevel(level, "TTest.confidenceInterval")
    let isTwoSided = alternative == .twoSided
    var known: [Double: Double] = [:]
    let reach = zip(Array(degreesOfFreedom), Array(standardError)).map { freedom, error -> Double in
      let critical =
        known[freedom]
        ?? (isTwoSided
          ? StudentTail(freedom).critical(1 - level, rest: level) : StudentTail(freedom).quantile(level))
      known[freedom] = critical
      return critical * error
    }
    let half = Tensor(reach, shape: difference.shape)
    let unbounded = Tensor(repeating: Double.infinity, shape: difference.shape)
    return ConfidenceInterval(
      low: alternative == .less ? -unbounded : difference - half,
      high: alternative == .greater ? unbounded : difference + half, level: level)
  }
}

/// The bounds of a quantity at a level of confidence, one pair for each column.
public struct ConfidenceInterval: Sendable, Equatable {
  public let low: Tensor<Double>
  public let high: Tensor<Double>
  /// Between 0 and 1.
  public let level: Double
}

extension ConfidenceInterval: CustomStringConvertible {
  public var description: String {
    let percent = "\((level * 100).significant(4)) % confidence interval"
    guard low.rank == 0 else { return "\(percent)\nfrom \(low)\nto \(high)" }
    return "\(percent): \(low.item.significant(6)) to \(high.item.significant(6))"
  }
}

func checkLevel(_ level: Double, _ operation: String) {
  guard level > 0, level < 1 else {
    trap("\(operation): the level must lie between 0 and 1, but is \(level); 0.95 is usual")
  }
}
