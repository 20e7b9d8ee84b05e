// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// How an interval is made from the statistics of resamples.
public enum BootstrapMethod: String, Sendable, CaseIterable {
  /// Their quantiles.
  case percentile
  /// Their quantiles, mirrored at the estimate.
  case basic
  /// Their quantiles at levels corrected for bias and acceleration (Efron 1987).
  case bca
}

/// A statistic of samples, and how it varies from resample to resample.
public struct Bootstrap: Sendable {
  public let method: BootstrapMethod
  /// The statistic of the samples themselves.
  public let estimate: Double
  /// Where it lies with the given confidence; numbers without axes.
  public let confidenceInterval: ConfidenceInterval
  /// The standard deviation over the resamples.
  public let standardError: Double
  /// The statistic of every resample, in the order in which they were drawn.
  public let distribution: Tensor<Double>
  public let warning: String?

  public var low: Double { confidenceInterval.low.item }
  public var high: Double { confidenceInterval.high.item }
}

/// The interval of any statistic of a sample, by drawing from it with replacement.
///
/// ```swift
/// bootstrap(accuracies, seed: 1) { $0.median() }
/// ```
/// Resamples are those that SciPy's `bootstrap` draws with `numpy.random.RandomState(seed)`, and so is the interval.
///
/// Traps on fewer than 2 samples along the first axis. Where the statistic is the same for every resample or is NaN, the
/// BCa interval is NaN, with a warning.
/// - Parameters:
///   - samples: along the first axis; other axes stay together. Of whatever type, the statistic gets doubles.
///   - level: of confidence, between 0 and 1.
public func bootstrap(
  _ samples: Tensor<some NumberScalar>, resamples: Int = 9999, level: Double = 0.95, method: BootstrapMethod = .bca,
  seed: Int, _ statistic: (Tensor<Double>) -> Double
) -> Bootstrap {
  bootstrap([samples.doubles], resamples, level, method, seed) { statistic($0[0]) }
}

/// The interval of any statistic of two groups, each drawn from on its own.
public func bootstrap(
  _ a: Tensor<some NumberScalar>, _ b: Tensor<some NumberScalar>, resamples: Int = 9999, level: Double = 0.95,
  method: BootstrapMethod = .bca, seed: Int, _ statistic: (Tensor<Double>, Tensor<Double>) -> Double
) -> Bootstrap {
  bootstrap([a.doubles, b.doubles], resamples, level, method, seed) { statistic($0[0], $0[1]) }
}

private func bootstrap(
  _ groups: [Tensor<Double>], _ resamples: Int, _ level: Double, _ method: BootstrapMethod, _ seed: Int,
  _ statistic: ([Tensor<Double>]) -> Double
) -> Bootstrap {
  checkLevel(level, "bootstrap")
  guard resamples > 0 else { trap("bootstrap: at least 1 resample is needed, but resamples is \(resamples)") }
  for group in groups where group.rank == 0 || group.shape[0] < 2 {
    trap("bootstrap: at least 2 samples are needed, but the shape is \(describe(shape: group.shape))")
  }
  let rng = RandomState(seed: seed)
  // All rows of one group come before those of the next, as in SciPy.
  let rows = groups.map { rng.randint(0..<$0.shape[0], resamples, $0.shape[0]) }
  let estimate = statistic(groups)
  let bar = ProgressBar("Bootstrap", total: resamples)
  let values = (0..<resamples).map { index -> Double in
    Interrupt.check()
    bar.update(index)
    return statistic(zip(groups, rows).map { $0[$1[index, ...], ...] })
  }
  bar.finish()
  let distribution = Tensor(values)
  var levels = ((1 - level) / 2, (1 + level) / 2)
  if method == .bca { levels = correctedLevels(levels, groups, estimate, values, statistic) }
  var (low, high) = (Double.nan, Double.nan)
  if !levels.0.isNaN && !levels.1.isNaN && !distribution.isNaN.any() {
    (low, high) = (distribution.quantile(levels.0), distribution.quantile(levels.1))
    if method == .basic { (low, high) = (2 * estimate - high, 2 * estimate - low) }
  }
  let warning: String? =
    low.isNaN
    ? "there is no interval (NaN): the statistic is NaN, or the same for every resample; the percentile method asks less"
    : nil
  if let warning { warn("bootstrap: \(warning)") }
  return Bootstrap(
    method: method, estimate: estimate,
    confidenceInterval: ConfidenceInterval(low: Tensor(scalar: low), high: Tensor(scalar: high), level: level),
    standardError: distribution.std(ddof: 1), distribution: distribution, warning: warning)
}

/// The levels of the BCa interval: the bias from the share of resamples below the estimate, the acceleration from
/// leaving out one sample after another.
private func correctedLevels(
  _ levels: (Double, Double), _ groups: [Tensor<Double>], _ estimate: Double, _ values: [Double],
  _ statistic: ([Tensor<Double>]) -> Double
) -> (Double, Double) {
  let below = values.reduce(0.0) { $0 + ($1 < estimate ? 1 : $1 == estimate ? 0.5 : 0) }
  let bias = normalQuantile(below / Double(values.count))
  var influences: [[Double]] = []
  for (position, group) in groups.enumerated() {
    let n = group.shape[0]
    let left = (0..<n).map { out -> Double in
      Interrupt.check()
      var others = groups
      others[position] = group[Tensor(Array(0..<out) + Array(out + 1..<n)), ...]
      return statistic(others)
    }
    let mean = Tensor(left).mean()
    influences.append(left.map { Double(n - 1) / Double(n) * (mean - $0) })
  }
  // A ratio without a unit; in that of the largest influence its powers neither overflow nor vanish.
  let unit = influences.joined().reduce(0) { max($0, $1.magnitude) }
  let shares = influences.joined().map { $0 / unit }
  let (cubes, squares) = (shares.reduce(0) { $0 + $1 * $1 * $1 }, shares.reduce(0) { $0 + $1 * $1 })
  let acceleration = cubes / (6 * pow(squares, 1.5))
  func corrected(_ level: Double) -> Double {
    let z = bias + normalQuantile(level)
    return normalSurvival(-(bias + z / (1 - acceleration * z)))
  }
  return (corrected(levels.0), corrected(levels.1))
}

extension Bootstrap: CustomStringConvertible, Displayable {
  public var description: String {
    "\(estimate.significant(6)), \((100 * confidenceInterval.level).significant(4)) % from \(low.significant(6)) to "
      + "\(high.significant(6)) (\(method.rawValue), \(distribution.count) resamples, standard error "
      + "\(standardError.significant(3)))" + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
