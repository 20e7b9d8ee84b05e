// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// How p-values of many tests are judged together, with the level of error that is accepted.
///
/// ```swift
/// MultipleComparison.holm(0.05).test(pValues).rejected
/// ```
/// The first three bound the probability of any false rejection, the last two the expected share of false ones among
/// the rejected (the false discovery rate).
public enum MultipleComparison: Sendable, Hashable {
  /// Each test at the level, as if it were alone.
  case uncorrected(Double)
  /// Each test at the level divided by the number of tests (Dunn 1961).
  case bonferroni(Double)
  /// Bonferroni's, step by step from the smallest p-value (Holm 1979): never weaker.
  case holm(Double)
  /// For independent or positively dependent tests (Benjamini and Hochberg 1995).
  case benjaminiHochberg(Double)
  /// Under any dependence (Benjamini and Yekutieli 2001).
  case benjaminiYekutieli(Double)

  /// The accepted error, between 0 and 1.
  public var level: Double {
    switch self {
    case .uncorrected(let level), .bonferroni(let level), .holm(let level), .benjaminiHochberg(let level),
      .benjaminiYekutieli(let level):
      level
    }
  }

  /// Judges p-values of any shape together; statsmodels' `multipletests`.
  ///
  /// NaN stands for a test without an answer. It counts as a test, is never rejected, and stays NaN.
  ///
  /// Traps on p-values outside 0...1 and on a level outside 0...1.
  public func test(_ pValues: Tensor<some NumberScalar>) -> MultipleTests {
    guard level > 0, level < 1 else {
      trap("MultipleComparison: the level must lie between 0 and 1, but is \(level); 0.05 is usual")
    }
    let p = Array(pValues.doubles)
    if let index = p.firstIndex(where: { $0 < 0 || $0 > 1 }) {
      trap("MultipleComparison: p-value \(index) is \(p[index]); p-values lie between 0 and 1")
    }
    let (rejected, adjusted) = judged(p)
    return MultipleTests(
      correction: self, rejected: Tensor(rejected, shape: pValues.shape),
      adjusted: Tensor(adjusted, shape: pValues.shape))
  }

  private func judged(_ p: [Double]) -> (rejected: [Bool], adjusted: [Double]) {
    let count = Double(p.count)
    switch self {
    case .uncorrected(let level): return (p.map { $0 <= level }, p)
    case .bonferroni(let level): return (p.map { $0 <= level / count }, p.map { $0 * count > 1 ? 1 : $0 * count })
    case .holm(let level): return holm(p, level)
    case .benjaminiHochberg(let level): return stepUp(p, level, dependence: 1)
    case .benjaminiYekutieli(let level):
      return stepUp(p, level, dependence: stride(from: 1, through: count, by: 1).reduce(0) { $0 + 1 / $1 })
    }
  }

  private func holm(_ p: [Double], _ level: Double) -> ([Bool], [Double]) {
    var (rejected, adjusted) = ([Bool](repeating: false, count: p.count), p)
    var (stopped, largest) = (false, 0.0)
    for (position, index) in order(p).enumerated() {
      let remaining = Double(p.count - position)
      if p[index] > level / remaining { stopped = true }
      rejected[index] = !stopped
      largest = max(largest, p[index] * remaining)
      adjusted[index] = min(largest, 1)
    }
    return (rejected, adjusted)
  }

  private func stepUp(_ p: [Double], _ level: Double, dependence: Double) -> ([Bool], [Double]) {
    var (rejected, adjusted) = ([Bool](repeating: false, count: p.count), p)
    var (passed, smallest) = (false, Double.infinity)
    for (position, index) in order(p).enumerated().reversed() {
      let share = Double(position + 1) / Double(p.count) / dependence
      if p[index] <= share * level { passed = true }
      rejected[index] = passed
      smallest = min(smallest, p[index] / share)
      adjusted[index] = min(smallest, 1)
    }
    return (rejected, adjusted)
  }

  /// The positions of the p-values in ascending order, without NaN.
  private func order(_ p: [Double]) -> [Int] {
    p.indices.filter { !p[$0].isNaN }.sorted { (p[$0], $0) < (p[$1], $1) }
  }
}

extension MultipleComparison: CustomStringConvertible {
  public var description: String {
    switch self {
    case .uncorrected(let level): "uncorrected, \(level)"
    case .bonferroni(let level): "Bonferroni, \(level)"
    case .holm(let level): "Holm, \(level)"
    case .benjaminiHochberg(let level): "Benjamini–Hochberg, \(level)"
    case .benjaminiYekutieli(let level): "Benjamini–Yekutieli, \(level)"
    }
  }
}
