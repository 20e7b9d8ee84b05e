// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// A statistic of two groups among those of the same samples dealt out anew.
public struct PermutationTest: Sendable {
  public let statistic: Double
  public let pValue: Double
  public let alternative: Alternative
  /// The statistic under every deal.
  public let distribution: Tensor<Double>
  /// All deals were gone through; else they were drawn at random, and the seen one counts among them, so that p is never
  /// 0 (Phipson and Smyth 2010).
  public let isExact: Bool
}

/// Tests whether two groups differ in a statistic, by dealing their samples out anew.
///
/// ```swift
/// permutationTest(a, b, seed: 1)                                            // difference of means
/// permutationTest(a, b, seed: 1) { $0.median() - $1.median() }
/// ```
/// All deals are gone through if there are no more than `resamples`; else so many are drawn, the same as SciPy's
/// `permutation_test` draws with `numpy.random.RandomState(seed)`. A two-sided p is twice the smaller one-sided.
///
/// Traps on groups with fewer than 2 samples, or of different sizes where they are paired.
/// - Parameter paired: samples are exchanged within pairs only.
public func permutationTest(
  _ first: Tensor<some NumberScalar>, _ second: Tensor<some NumberScalar>, paired: Bool = false, resamples: Int = 9999,
  alternative: Alternative = .twoSided, seed: Int,
  _ statistic: (Tensor<Double>, Tensor<Double>) -> Double = { $0.mean() - $1.mean() }
) -> PermutationTest {
  let (a, b) = (first.doubles, second.doubles)
  guard a.rank == 1, b.rank == 1, min(a.count, b.count) >= 2, !paired || a.count == b.count else {
    trap(
      "permutationTest: lists of at least 2 samples (of one length, if paired) are needed, but the shapes are "
        + "\(describe(shape: a.shape)) and \(describe(shape: b.shape))")
  }
  guard resamples > 0 else { trap("permutationTest: at least 1 resample is needed, but resamples is \(resamples)") }
  let deals =
    paired ? PairedDeals(a.count, resamples, seed) : GroupDeals(a.count, b.count, resamples, seed) as any Deals
  let observed = statistic(a, b)
  let all = concatenate(a, b)
  let bar = ProgressBar("Permutation test", total: deals.count)
  var values: [Double] = []
  values.reserveCapacity(deals.count)
  for index in 0..<deals.count {
    Interrupt.check()
    bar.update(index)
    let rows = deals.next(index)
    values.append(statistic(all[rows[..<a.count], ...], all[rows[a.count...], ...]))
  }
  bar.finish()
  // Statistics that are equal but for rounding count as equal.
  let slack = abs(observed) * 100 * Double.ulpOfOne
  let seen = deals.isExact ? 0 : 1
  func share(_ isExtreme: (Double) -> Bool) -> Double {
    Double(values.filter(isExtreme).count + seen) / Double(values.count + seen)
  }
  let (less, greater) = (share { $0 <= observed + slack }, share { $0 >= observed - slack })
  let p = alternative == .less ? less : alternative == .greater ? greater : min(1, 2 * min(less, greater))
  return PermutationTest(
    statistic: observed, pValue: observed.isNaN ? .nan : p, alternative: alternative, distribution: Tensor(values),
    isExact: deals.isExact)
}

/// Orders of the samples of both groups, of which the first ones make the first group.
private protocol Deals: AnyObject {
  var count: Int { get }
  var isExact: Bool { get }
  func next(_ index: Int) -> Tensor<Int>
}

private final class GroupDeals: Deals {
  let count: Int
  let isExact: Bool
  private let total: Int
  private let rng: RandomState
  /// The rows of the first group, in rising order.
  private var chosen: [Int]

  init(_ a: Int, _ b: Int, _ resamples: Int, _ seed: Int) {
    total = a + b
    chosen = Array(0..<a)
    rng = RandomState(seed: seed)
    // Binomial coefficients grow by whole steps; beyond the number of resamples their size does not matter.
    var number = 1
    for k in 1...min(a, b) {
      number = number * (total - min(a, b) + k) / k
      if number > resamples { break }
    }
    isExact = number <= resamples
    count = isExact ? number : resamples
  }

  func next(_ index: Int) -> Tensor<Int> {
    guard isExact else { return rng.permutation(total) }
    defer { advance() }
    let first = Set(chosen)
    return Tensor(chosen + (0..<total).filter { !first.contains($0) })
  }

  private func advance() {
    var position = chosen.count - 1
    while position >= 0 && chosen[position] == total - chosen.count + position { position -= 1 }
    guard position >= 0 else { return }
    chosen[position] += 1
    for later in position + 1..<max(chosen.count, position + 1) { chosen[later] = chosen[later - 1] + 1 }
  }
}

private final class PairedDeals: Deals {
  let count: Int
  let isExact: Bool
  private let pairs: Int
  private let rng: RandomState

  init(_ pairs: Int, _ resamples: Int, _ seed: Int) {
    self.pairs = pairs
    rng = RandomState(seed: seed)
    isExact = pairs < 62 && 1 << pairs <= resamples
    count = isExact ? 1 << pairs : resamples
  }

  func next(_ index: Int) -> Tensor<Int> {
    var swapped = [Bool](repeating: false, count: pairs)
    if isExact {
      for pair in 0..<pairs { swapped[pair] = index >> pair & 1 == 1 }
    } else {
      let draws = rng.rand(pairs, 2)
      for pair in 0..<pairs { swapped[pair] = draws[pair, 0] > draws[pair, 1] }
    }
    let first = swapped.indices.map { swapped[$0] ? $0 + pairs : $0 }
    return Tensor(first + swapped.indices.map { swapped[$0] ? $0 : $0 + pairs })
  }
}

extension PermutationTest: CustomStringConvertible, Displayable {
  public var description: String {
    "Permutation test: statistic \(statistic.significant(6)), p = \(pValue.significant(4)) "
      + (isExact ? "(all \(distribution.count) deals)" : "(\(distribution.count) random deals)")
      + (alternative == .twoSided ? "" : ", alternative: \(alternative.rawValue)")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
