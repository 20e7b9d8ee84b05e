// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// The correlation of two variables and how likely one as strong would be between independent ones.
public struct CorrelationTest: Sendable {
  public let method: CorrelationMethod
  /// From -1 to 1; NaN where a variable does not vary or holds NaN.
  public let coefficient: Double
  public let pValue: Double
  /// The natural logarithm of the p-value, also where that is too small for a number.
  public let logPValue: Double
  public let count: Int
  public let alternative: Alternative
  public let warning: String?
}

/// Pearson's correlation of two variables. SciPy's `pearsonr`.
///
/// Traps unless both have the same number of samples, at least 3, along one axis.
public func pearson(
  _ x: Tensor<some NumberScalar>, _ y: Tensor<some NumberScalar>, alternative: Alternative = .twoSided
) -> CorrelationTest {
  checkPair(x.shape, y.shape, "pearson")
  return correlationTest(x.doubles, y.doubles, .pearson, alternative)
}

/// The correlation of the ranks of two variables. SciPy's `spearmanr`, p-value by Student's distribution.
///
/// Traps unless both have the same number of samples, at least 3, along one axis.
public func spearman(
  _ x: Tensor<some NumberScalar>, _ y: Tensor<some NumberScalar>, alternative: Alternative = .twoSided
) -> CorrelationTest {
  checkPair(x.shape, y.shape, "spearman")
  return correlationTest(ranks(x), ranks(y), .spearman, alternative)
}

extension CorrelationTest {
  /// Where the true coefficient lies, by Fisher's transformation; the whole range for fewer than 4 samples.
  /// - Parameter level: between 0 and 1.
  public func confidenceInterval(_ level: Double = 0.95) -> ConfidenceInterval {
    checkLevel(level, "CorrelationTest.confidenceInterval")
    guard count > 3, !coefficient.isNaN else {
      let end = coefficient.isNaN ? Double.nan : 1
      return ConfidenceInterval(low: Tensor(scalar: -end), high: Tensor(scalar: end), level: level)
    }
    // Infinite for a perfect correlation, and so the interval ends there.
    let (centre, error) = (atanh(coefficient), 1 / Double(count - 3).squareRoot())
    let reach = error * normalQuantile(alternative == .twoSided ? (1 + level) / 2 : level)
    return ConfidenceInterval(
      low: Tensor(scalar: alternative == .less ? -1 : tanh(centre - reach)),
      high: Tensor(scalar: alternative == .greater ? 1 : tanh(centre + reach)), level: level)
  }
}

private func checkPair(_ x: [Int], _ y: [Int], _ operation: String) {
  guard x.count == 1, x == y, x[0] > 2 else {
    trap(
      "\(operation): two lists of the same length, at least 3, are needed, but the shapes are "
        + "\(describe(shape: x)) and \(describe(shape: y))")
  }
}

private func correlationTest(
  _ x: Tensor<Double>, _ y: Tensor<Double>, _ method: CorrelationMethod, _ alternative: Alternative
) -> CorrelationTest {
  let n = Double(x.count)
  let (first, second) = (Direction(x), Direction(y))
  let constant = first.isConstant || second.isConstant
  let (below, above) = constant ? (.nan, .nan) : first.distances(from: second)
  // From the nearer end, so that the rest of the way is not lost in rounding: p depends on it.
  let r = below < above ? 1 - below : above - 1
  let both =
    r.isNaN ? .unknown : incompleteBeta(below * above, r * r, n / 2 - 1, 0.5)
  let inTail = alternative == .twoSided || (alternative == .greater ? r > 0 : r < 0)
  let share = alternative == .twoSided ? 1 : 0.5
  let pValue = inTail ? share * both.value : 1 - 0.5 * both.value
  let warning: String? =
    constant ? "a variable does not vary: it has no correlation (NaN)" : r.isNaN ? "a variable holds NaN" : nil
  if let warning { warn("\(method.rawValue): \(warning)") }
  return CorrelationTest(
    method: method, coefficient: r, pValue: pValue,
    logPValue: inTail ? log(share) + both.logarithm : log1p(-0.5 * both.value), count: Int(n),
    alternative: alternative, warning: warning)
}

extension CorrelationTest: CustomStringConvertible, Displayable {
  public var description: String {
    let name = method == .pearson ? "Pearson's r" : "Spearman's ρ"
    let p = Double.text(pValue: pValue, logarithm: logPValue)
    let interval = confidenceInterval()
    return
      "\(name) = \(coefficient.significant(4)), 95 % from \(interval.low.item.significant(4)) to \(interval.high.item.significant(4)), "
      + "p = \(p), \(count) samples" + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
